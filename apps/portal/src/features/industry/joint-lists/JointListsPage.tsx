import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { listJointLists } from '../../../api/industry/joint-lists.js';
import { ListPage } from '../../../components/ListPage.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { jointListMessages } from './joint-lists.messages.js';

/** What finance confirmed for banks out of accepted projects, newest first. */
export function JointListsPage() {
  const t = useMessages(jointListMessages);
  const areaName = useAreaName();
  const query = useQuery({ queryKey: ['joint-lists'], queryFn: ({ signal }) => listJointLists(signal) });
  return (
    <ListPage title={t('title')} lead={t('lead')} query={query} empty={t('empty')} emptyNext={t('emptyNext')}>
      {(list) => (
        <li key={list.id}>
          <Link to={`/industry/joint-lists/${list.id}`}>{t('row', { number: list.number, bank: list.bankCode.toUpperCase() })}</Link>{' '}
          <span className="soft">{areaName(list.area)}</span>
          <br />
          <span className="soft">
            {t('sums', { listed: formatCount(list.listed), withdrawn: formatCount(list.withdrawn), on: list.confirmedOn })}
          </span>
        </li>
      )}
    </ListPage>
  );
}
