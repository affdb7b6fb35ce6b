import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { Link } from 'react-router';
import type { Overview } from '../../../api/identification/figures.js';
import { formatCount, formatPercent } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { householdListAddress } from '../household-list/household-filter.js';
import { cityMessages } from './city.messages.js';
import '../../../components/big-numbers.css';

const illness = PovertyCauses.get('01').code;

export function BigNumbers({ overview, area }: { readonly overview: Overview; readonly area: string | undefined }) {
  const t = useMessages(cityMessages);
  const ill = overview.byMainCause.find((figure) => figure.code === illness)?.persons ?? 0;
  const numbers = [
    {
      key: 'households',
      label: t('households'),
      value: formatCount(overview.households),
      unit: t('householdsUnit'),
      to: householdListAddress({ area }),
    },
    {
      key: 'persons',
      label: t('persons'),
      value: formatCount(overview.persons),
      unit: t('personsUnit'),
      note: overview.households > 0 ? t('perHousehold', { count: (overview.persons / overview.households).toFixed(2) }) : undefined,
      to: householdListAddress({ area, sort: 'members' }),
    },
    {
      key: 'illness',
      label: t('illness'),
      value: overview.persons > 0 ? formatPercent(ill / overview.persons) : '—',
      note: t('illnessOf', { count: formatCount(ill) }),
      to: householdListAddress({ area, mainCause: illness }),
    },
  ];
  return (
    <ul className="plain-list big-numbers">
      {numbers.map((number) => (
        <li key={number.key} className="panel">
          <Link to={number.to}>
            <span className="big-label">{number.label}</span>
            <span className="big-value">
              {number.value}
              {number.unit ? <small>{number.unit}</small> : null}
            </span>
          </Link>
          {number.note ? <span className="soft">{number.note}</span> : null}
        </li>
      ))}
    </ul>
  );
}
