import { useMemo } from 'react';
import { Link } from 'react-router';
import type { CaseRow } from '../../../api/identification/applications.js';
import type { Column } from '../../../components/virtual-table/columns.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { caseAddress } from './case-filter.js';
import { caseWordMessages } from './case-words.messages.js';
import { casesMessages } from './cases.messages.js';
import { DueTag } from './DueTag.js';

export function useCaseColumns(): Column<CaseRow>[] {
  const t = useMessages(casesMessages);
  const words = useMessages(caseWordMessages);
  const areaName = useAreaName();
  return useMemo(
    () => [
      { key: 'head', title: t('head'), width: 120, render: (row) => <Link to={caseAddress(row.id)}>{row.headName || t('unnamed')}</Link> },
      { key: 'kind', title: t('kind'), width: 130, render: (row) => words(`kind_${row.kind}`) },
      {
        key: 'place',
        title: t('place'),
        width: 200,
        grow: true,
        render: (row) => [areaName(row.villageCode), row.groupName].filter(Boolean).join(' '),
      },
      { key: 'members', title: t('members'), width: 64, align: 'right', render: (row) => row.memberCount || '—' },
      { key: 'state', title: t('state'), width: 150, render: (row) => words(`short_${row.state}`) },
      { key: 'since', title: t('since'), width: 110, render: (row) => formatInstant(row.stateSince).slice(0, 10) },
      { key: 'due', title: t('due'), width: 150, render: (row) => <DueTag row={row} /> },
      { key: 'by', title: t('by'), width: 100, render: (row) => row.createdBy.name },
    ],
    [t, words, areaName],
  );
}
