import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { JointLoanList, LoanListLine } from '../../../api/finance/loan-lists.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { loanPlace } from '../loans/loan-places.js';
import { loanWordMessages } from '../loans/loan-words.messages.js';
import { loanFromLinePlace } from './loan-list-places.js';
import { loanListMessages } from './loan-lists.messages.js';
import { useProjectText } from './useProjectText.js';

interface Props {
  readonly list: JointLoanList;
  readonly line: LoanListLine;
  readonly onWithdraw: () => void;
}

/** A household with its project, what it needs, and how its loan stands. */
export function ListedLine({ list, line, onWithdraw }: Props) {
  const t = useMessages(loanListMessages);
  const words = useMessages(loanWordMessages);
  const may = useMay();
  const navigate = useNavigate();
  const areaName = useAreaName();
  const projectText = useProjectText();
  const { loan, neededFen, standing } = line;
  // the village applies, whoever else may write
  const isOfVillage = useSession().account.area.length === 12;
  const isOpen = list.state === 'confirmed' && standing === 'listed';
  return (
    <li className="row" style={{ justifyContent: 'space-between', alignItems: 'flex-start' }}>
      <span>
        <strong>{line.headName}</strong>（{line.householdNumber}） <span className="soft">{areaName(line.villageCode)}</span>
        <br />
        {projectText(line.project)}
        <br />
        <span className="soft">
          {[
            words(`purpose_${line.purpose}` as 'purpose_planting'),
            t(line.isRegistered ? 'registered' : 'notRegistered'),
            t(line.isEligible ? 'eligible' : 'notEligible'),
            t('used', { used: formatYuan(line.usedFen), room: formatYuan(line.roomFen) }),
          ].join(' · ')}
        </span>
        {line.withdrawnBecause ? (
          <>
            <br />
            <span>{t('withdrawn', { reason: line.withdrawnBecause })}</span>
          </>
        ) : null}
      </span>
      <span className="row">
        {neededFen === null ? null : <strong className="nowrap">{words('yuan', { amount: formatYuan(neededFen) })}</strong>}
        {loan ? (
          <Link to={loanPlace(loan.id)}>{t('loan', { number: loan.number, state: words(`state_${loan.state}`) })}</Link>
        ) : (
          <StatusTag tone="quiet">{t('noLoan')}</StatusTag>
        )}
        {isOpen && !loan && may('loan.write') && isOfVillage ? (
          <Button onClick={() => void navigate(loanFromLinePlace(list.id, line.id))}>{t('apply')}</Button>
        ) : null}
        {isOpen && list.mayWithdraw ? <Button onClick={onWithdraw}>{t('withdraw')}</Button> : null}
      </span>
    </li>
  );
}
