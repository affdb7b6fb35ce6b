import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { readDivisions, type Division } from '../../../api/identification/divisions.js';
import { Answer } from '../../../components/Answer.js';
import { DateField } from '../../../components/DateField.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { areaOfCode } from '../../areas/area-tree.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { householdListAddress } from '../household-list/household-filter.js';
import { divisionTree, type DivisionNode } from './division-tree.js';
import { divisionMessages } from './divisions.messages.js';

export function DivisionsPage() {
  const t = useMessages(divisionMessages);
  const [parameters, setParameters] = useSearchParams();
  const asOf = /^\d{4}-\d{2}-\d{2}$/.exec(parameters.get('asOf') ?? '')?.[0];
  const query = useQuery({ queryKey: ['divisions-as-of', asOf ?? ''], queryFn: ({ signal }) => readDivisions(asOf, signal) });
  const items = query.data?.items ?? [];
  const count = (level: Division['level']) => items.filter((division) => division.level === level).length;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={query.data ? t('lead', { townships: count('township'), villages: count('village') }) : undefined}
      />
      <label className="no-print" style={{ width: 200 }}>
        <span className="soft">{t('asOf')}</span>
        <DateField value={asOf} onChange={(day) => setParameters(day ? { asOf: day } : {}, { replace: true })} aria-label={t('asOf')} />
      </label>
      <div className="panel">
        <Answer query={query} rows={12}>
          {(answer) => (answer.items.length === 0 ? <EmptyState title={t('empty')} /> : <DivisionTable divisions={answer.items} />)}
        </Answer>
      </div>
    </>
  );
}

function DivisionTable({ divisions }: { readonly divisions: readonly Division[] }) {
  const t = useMessages(divisionMessages);
  const may = useMay();
  const isPhone = useIsPhone();
  const areaName = useAreaName();
  const tree = useMemo(() => divisionTree(divisions), [divisions]);
  const kindOf = (kind: string) => {
    const key = `kind_${kind}`;
    return key in divisionMessages.zh ? t(key as 'kind_town') : kind;
  };
  const dates = [
    { title: t('validFrom'), dataIndex: 'validFrom', width: 120 },
    { title: t('validTo'), width: 120, render: (_: unknown, row: DivisionNode) => row.validTo ?? t('stillValid') },
    { title: t('successor'), render: (_: unknown, row: DivisionNode) => (row.successorCode ? areaName(row.successorCode) : '') },
  ];
  const register = {
    title: <span className="visually-hidden">{t('register')}</span>,
    key: 'register',
    width: 110,
    render: (_: unknown, row: DivisionNode) => <Link to={householdListAddress({ area: areaOfCode(row.code) })}>{t('register')}</Link>,
  };
  return (
    <Table<DivisionNode>
      size="small"
      pagination={false}
      dataSource={tree}
      expandable={{ defaultExpandedRowKeys: tree.map((root) => root.key), indentSize: isPhone ? 8 : 20 }}
      columns={[
        { title: t('name'), dataIndex: 'name' },
        { title: t('code'), dataIndex: 'code', width: 140 },
        ...(isPhone ? [] : [{ title: t('kind'), width: 120, render: (_: unknown, row: DivisionNode) => kindOf(row.kind) }, ...dates]),
        ...(may('household.read') && !isPhone ? [register] : []),
      ]}
    />
  );
}
