import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { listLoanLists, type JointLoanListRow } from '../../../api/finance/loan-lists.js';
import { ListPage } from '../../../components/ListPage.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { loanListPlace, newLoanListPlace } from './loan-list-places.js';
import { loanListMessages } from './loan-lists.messages.js';

export const loanListTone: Readonly<Record<JointLoanListRow['state'], Tone>> = {
  proposed: 'waiting',
  confirmed: 'done',
  rejected: 'stopped',
};

/** Joint lists, newest first; a bank's clerk sees what was confirmed for the own bank. */
export function LoanListsPage() {
  const t = useMessages(loanListMessages);
  const language = useLanguage();
  const may = useMay();
  const navigate = useNavigate();
  const areaName = useAreaName();
  const query = useQuery({ queryKey: ['loan-lists'], queryFn: ({ signal }) => listLoanLists(signal) });
  return (
    <ListPage
      title={t('title')}
      lead={t('lead')}
      action={
        may('loan.review') || may('loan.confirm') ? { text: t('propose'), onPress: () => void navigate(newLoanListPlace) } : undefined
      }
      query={query}
      empty={t('empty')}
      emptyNext={t('emptyNext')}
    >
      {(list) => (
        <li key={list.id} className="row" style={{ justifyContent: 'space-between' }}>
          <span>
            <Link to={loanListPlace(list.id)}>
              {t('row', { number: list.number, bank: language === 'zh' ? list.bankNameZh : list.bankNameEn })}
            </Link>{' '}
            <span className="soft">{areaName(list.area)}</span>
            <br />
            <span className="soft">{t('sums', { rows: formatCount(list.rows), sum: formatYuan(list.neededFen), on: list.asOf })}</span>
          </span>
          <StatusTag tone={loanListTone[list.state]}>{t(list.mayDecide ? 'mine' : `state_${list.state}`)}</StatusTag>
        </li>
      )}
    </ListPage>
  );
}
