import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { HouseholdStatuses } from '@jingzhun/domain/household-status';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { useMemo } from 'react';
import { Link } from 'react-router';
import type { HouseholdRow } from '../../../api/identification/households.js';
import type { Column } from '../../../components/virtual-table/columns.js';
import { useCodeText } from '../../../i18n/code-text.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { householdAddress } from './household-filter.js';
import { householdListMessages } from './household-list.messages.js';
import { OpenMatters } from './OpenMatters.js';

/** Every column the list can show; the head's name is always there, it is the way in. */
export function useHouseholdColumns(): Column<HouseholdRow>[] {
  const t = useMessages(householdListMessages);
  const text = useCodeText();
  const areaName = useAreaName();
  return useMemo(
    () => [
      { key: 'head', title: t('head'), width: 120, render: (row) => <Link to={householdAddress(row.id)}>{row.headName}</Link> },
      { key: 'number', title: t('number'), width: 190, render: (row) => row.number },
      {
        key: 'place',
        title: t('place'),
        width: 200,
        grow: true,
        render: (row) => [areaName(row.villageCode), row.groupName].filter(Boolean).join(' '),
      },
      { key: 'members', title: t('members'), width: 76, align: 'right', render: (row) => formatCount(row.memberCount) },
      { key: 'category', title: t('category'), width: 120, render: (row) => text(HouseholdCategories, row.category) },
      { key: 'cause', title: t('cause'), width: 150, render: (row) => text(PovertyCauses, row.mainCause) },
      {
        key: 'income',
        title: t('income'),
        width: 150,
        align: 'right',
        render: (row) => (row.netIncomePerPersonFen === null ? '—' : formatYuan(row.netIncomePerPersonFen)),
      },
      { key: 'status', title: t('status'), width: 120, render: (row) => text(HouseholdStatuses, row.status) },
      { key: 'open', title: t('open'), width: 160, render: (row) => <OpenMatters row={row} /> },
      { key: 'registered', title: t('registered'), width: 110, render: (row) => row.registeredOn ?? '—' },
    ],
    [t, text, areaName],
  );
}

export const alwaysShown = 'head';
export const shownAtFirst: readonly string[] = ['head', 'number', 'place', 'members', 'category', 'cause', 'income', 'open'];
