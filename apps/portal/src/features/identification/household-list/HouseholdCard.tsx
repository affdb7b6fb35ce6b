import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { Link } from 'react-router';
import type { HouseholdRow } from '../../../api/identification/households.js';
import { useCodeText } from '../../../i18n/code-text.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { householdAddress } from './household-filter.js';
import { householdListMessages } from './household-list.messages.js';
import { OpenMatters } from './OpenMatters.js';
import '../../../components/record-card.css';

/** One household on a phone: the whole card is the way in. */
export function HouseholdCard({ row }: { readonly row: HouseholdRow }) {
  const t = useMessages(householdListMessages);
  const text = useCodeText();
  const areaName = useAreaName();
  return (
    <Link to={householdAddress(row.id)} className="record-card">
      <span className="record-card-head">
        <strong>{row.headName}</strong>
        <span>{t('persons', { count: row.memberCount })}</span>
      </span>
      <span className="soft">{[areaName(row.villageCode), row.groupName].filter(Boolean).join(' ')}</span>
      <span>
        {text(HouseholdCategories, row.category)} · {text(PovertyCauses, row.mainCause)}
        {row.netIncomePerPersonFen === null ? '' : ` · ${t('perPerson', { yuan: formatYuan(row.netIncomePerPersonFen) })}`}
      </span>
      <OpenMatters row={row} />
    </Link>
  );
}
