import { useQuery } from '@tanstack/react-query';
import { Button, Input, Table } from 'antd';
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
import { PolicyDrawer } from './PolicyDrawer.js';
import { PolicyValue } from './PolicyValue.js';
import { useSpan } from './useSpan.js';
import { WaitingValues } from './WaitingValues.js';

export function PoliciesPage() {
  const t = useMessages(policyMessages);
  const nameOf = useDepartmentName();
  const language = useLanguage();
  const isPhone = useIsPhone();
  const { department = 'identification' } = useParams();
  const [parameters, setParameters] = useSearchParams();
  const [wanted, setWanted] = useState('');
  const [opened, setOpened] = useState<string>();
  const on = /^\d{4}-\d{2}-\d{2}$/.exec(parameters.get('on') ?? '')?.[0];
  const query = useQuery({ queryKey: ['policies', department, on ?? ''], queryFn: ({ signal }) => readPolicies(department, on, signal) });
  return (
    <>
      <PageHeader title={`${nameOf(department)} · ${t('title')}`} lead={t('lead')} />
      <WaitingValues department={department} inForce={query.data?.items ?? []} />
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
            const List = isPhone ? PolicyCards : PolicyTable;
            const open = items.find((item) => item.code === opened);
            return (
              <>
                <List items={shown} language={language} onOpen={setOpened} />
                {open ? (
                  <PolicyDrawer key={open.code} department={department} parameter={open} onClose={() => setOpened(undefined)} />
                ) : null}
              </>
            );
          }}
        </Answer>
      </div>
    </>
  );
}

interface ListProps {
  readonly items: readonly PolicyParameter[];
  readonly language: 'zh' | 'en';
  readonly onOpen: (code: string) => void;
}

const certaintyOf = (item: PolicyParameter, language: 'zh' | 'en') => (language === 'zh' ? item.certaintyZh : item.certaintyEn);

const sourceOf = (item: PolicyParameter, language: 'zh' | 'en') => (language === 'zh' ? item.sourceZh : item.source);

function PolicyTable({ items, language, onOpen }: ListProps) {
  const t = useMessages(policyMessages);
  const span = useSpan();
  return (
    <Table<PolicyParameter>
      size="small"
      pagination={false}
      rowKey="id"
      dataSource={[...items]}
      columns={[
        {
          title: t('name'),
          width: '26%',
          render: (_: unknown, item) => (
            <button type="button" className="link-button" onClick={() => onOpen(item.code)}>
              {item[language]}
            </button>
          ),
        },
        { title: t('value'), width: '22%', render: (_: unknown, item) => <PolicyValue parameter={item} /> },
        { title: t('valid'), width: 200, render: (_: unknown, item) => span(item) },
        { title: t('source'), render: (_: unknown, item) => sourceOf(item, language) },
        { title: t('certainty'), width: 120, render: (_: unknown, item) => certaintyOf(item, language) },
      ]}
    />
  );
}

function PolicyCards({ items, language, onOpen }: ListProps) {
  const t = useMessages(policyMessages);
  const span = useSpan();
  return (
    <ul className="plain-list divided">
      {items.map((item) => (
        <li key={item.id}>
          <h2>{item[language]}</h2>
          <Facts
            items={[
              { label: t('value'), value: <PolicyValue parameter={item} /> },
              { label: t('valid'), value: span(item) },
              { label: t('source'), value: sourceOf(item, language) },
              { label: t('certainty'), value: certaintyOf(item, language) },
            ]}
          />
          <Button onClick={() => onOpen(item.code)}>{t('open')}</Button>
        </li>
      ))}
    </ul>
  );
}
