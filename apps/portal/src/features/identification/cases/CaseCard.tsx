import { Link } from 'react-router';
import type { CaseRow } from '../../../api/identification/applications.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { caseAddress } from './case-filter.js';
import { caseWordMessages } from './case-words.messages.js';
import { casesMessages } from './cases.messages.js';
import { DueTag } from './DueTag.js';
import '../../../components/record-card.css';

/** One case on a phone: the whole card is the way in; `next`: what is to be done, instead of where it stands. */
export function CaseCard({ row, next }: { readonly row: CaseRow; readonly next?: string }) {
  const t = useMessages(casesMessages);
  const words = useMessages(caseWordMessages);
  const areaName = useAreaName();
  return (
    <Link to={caseAddress(row.id)} className="record-card">
      <span className="record-card-head">
        <strong>{row.headName || t('unnamed')}</strong>
        <span>{words(`kind_${row.kind}`)}</span>
      </span>
      <span>{next ?? words(`state_${row.state}`)}</span>
      <span className="soft">{[areaName(row.villageCode), row.groupName].filter(Boolean).join(' ')}</span>
      {row.dueOn || row.noticeLastDay ? <DueTag row={row} /> : null}
    </Link>
  );
}
