import { useQuery } from '@tanstack/react-query';
import { Input, Table } from 'antd';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { readPolicies, type PolicyParameter } from '../../../api/department/policies.js';
import { Answer } from '../../../components/Answer.js';
import { DateField } from '../../../components/DateField.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { useDepartmentName } from '../../../layout/departments.js';
import { policyMessages } from './policies.messages.js';
import { PolicyValue } from './PolicyValue.js';

export function PoliciesPage() {
  const t = useMessages(policyMessages);
  const nameOf = useDepartmentName();
  const language = useLanguage();
  const isPhone = useIsPhone();
  const { department = 'identification' } = useParams();
  const [parameters, setParameters] = useSearchParams();
  const [wanted, setWanted] = useState('');
  const on = /^\d{4}-\d{2}-\d{2}$/.exec(parameters.get('on') ?? '')?.[0];
  const query = useQuery({ queryKey: ['policies', department, on ?? ''], queryFn: ({ signal }) => readPolicies(department, on, signal) });
  return (
    <>
      <PageHeader title={`${nameOf(department)} · ${t('title')}`} lead={t('lead')} />
      <div className="row no-print">
        <label style={{ width: 180 }}>
          <span className="soft">{t('on')}</span>
          <DateField value={on} onChange={(day) => setParameters(day ? { on: day } : {}, { replace: true })} aria-label={t('on')} />
        </label>
        <label style={{ width: 240 }}>
          <span className="soft">{t('search')}</span>
          <Input allowClear value={wanted} onChange={(event) => setWanted(event.target.value)} />
        </label>
      </div>
      <div className="panel">
        <Answer query={query} rows={10}>
          {({ items }) => {
            const shown = items.filter((item) => `${item.zh} ${item.en} ${item.code}`.toLowerCase().includes(wanted.trim().toLowerCase()));
            if (shown.length === 0) return <EmptyState title={t('empty')} />;
            return isPhone ? <PolicyCards items={shown} language={language} /> : <PolicyTable items={shown} language={language} />;
          }}
        </Answer>
      </div>
    </>
  );
}

interface ListProps {
  readonly items: readonly PolicyParameter[];
  readonly language: 'zh' | 'en';
}

const certaintyOf = (item: PolicyParameter, language: 'zh' | 'en') => (language === 'zh' ? item.certaintyZh : item.certaintyEn);

function useSpan(): (item: PolicyParameter) => string {
  const t = useMessages(policyMessages);
  return (item) => (item.validTo ? t('span', { from: item.validFrom, to: item.validTo }) : t('openEnd', { from: item.validFrom }));
}

function PolicyTable({ items, language }: ListProps) {
  const t = useMessages(policyMessages);
  const span = useSpan();
  return (
    <Table<PolicyParameter>
      size="small"
      pagination={false}
      rowKey="id"
      dataSource={[...items]}
      columns={[
        { title: t('name'), width: '26%', render: (_: unknown, item) => item[language] },
        { title: t('value'), width: '22%', render: (_: unknown, item) => <PolicyValue value={item.value} unit={item.unit} /> },
        { title: t('valid'), width: 160, render: (_: unknown, item) => span(item) },
        { title: t('source'), dataIndex: 'source' },
        { title: t('certainty'), width: 120, render: (_: unknown, item) => certaintyOf(item, language) },
      ]}
    />
  );
}

function PolicyCards({ items, language }: ListProps) {
  const t = useMessages(policyMessages);
  const span = useSpan();
  return (
    <ul className="plain-list divided">
      {items.map((item) => (
        <li key={item.id}>
          <h2>{item[language]}</h2>
          <Facts
            items={[
              { label: t('value'), value: <PolicyValue value={item.value} unit={item.unit} /> },
              { label: t('valid'), value: span(item) },
              { label: t('source'), value: item.source },
              { label: t('certainty'), value: certaintyOf(item, language) },
            ]}
          />
        </li>
      ))}
    </ul>
  );
}
