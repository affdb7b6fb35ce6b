import { parseIdNumber } from '@jingzhun/domain/id-number';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { searchHouseholds, type SearchTerms } from '../../../api/identification/households.js';
import { useCommand } from '../../../api/useCommand.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { areaMessages } from '../../areas/areas.messages.js';
import { FoundHouseholds } from './FoundHouseholds.js';
import { householdSearchMessages } from './household-search.messages.js';
import './household-search.css';

/** The terms are sent in a POST body and live in the form only: no address, no history, no storage. */
export function HouseholdSearchPage() {
  const t = useMessages(householdSearchMessages);
  const areas = useMessages(areaMessages);
  const language = useLanguage();
  const [form] = Form.useForm<SearchTerms>();
  const [missing, setMissing] = useState(false);
  const search = useCommand((terms: SearchTerms) => searchHouseholds(terms));
  const submit = (filled: SearchTerms) => {
    const terms: SearchTerms = Object.fromEntries(
      Object.entries(filled as Record<string, string | undefined>).flatMap(([key, value]) => (value?.trim() ? [[key, value.trim()]] : [])),
    );
    const isEmpty = Object.keys(terms).filter((key) => key !== 'area').length === 0;
    setMissing(isEmpty);
    if (!isEmpty) search.run(terms);
  };
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        className="panel household-search"
        onFinish={submit}
        role="search"
      >
        <Form.Item name="name" label={t('name')} rules={[{ min: 2, message: t('nameShort') }]}>
          <Input placeholder={t('nameHint')} maxLength={50} autoFocus />
        </Form.Item>
        <Form.Item
          name="idNumber"
          label={t('idNumber')}
          rules={[
            {
              validator: (_, value: string | undefined) => {
                if (!value?.trim()) return Promise.resolve();
                const read = parseIdNumber(value);
                return read.ok ? Promise.resolve() : Promise.reject(new Error(read.problem[language]));
              },
            },
          ]}
          validateTrigger="onBlur"
        >
          <Input maxLength={30} spellCheck={false} />
        </Form.Item>
        <Form.Item
          name="phone"
          label={t('phone')}
          rules={[{ pattern: /^\s*\d{11}\s*$/, message: t('phoneWrong') }]}
          validateTrigger="onBlur"
        >
          <Input inputMode="numeric" maxLength={13} />
        </Form.Item>
        <Form.Item name="bankAccount" label={t('bankAccount')}>
          <Input inputMode="numeric" maxLength={30} />
        </Form.Item>
        <Form.Item name="area" label={areas('area')}>
          <AreaCascader />
        </Form.Item>
        <div className="household-search-actions">
          <Button type="primary" htmlType="submit" loading={search.isPending}>
            {t('search')}
          </Button>
          <Button
            onClick={() => {
              form.resetFields();
              search.forget();
              setMissing(false);
            }}
          >
            {t('clear')}
          </Button>
          <span role="alert">{missing ? t('needOne') : ''}</span>
        </div>
      </Form>
      {search.problem ? <ProblemView error={search.problem} /> : null}
      {search.result && !search.problem ? <FoundHouseholds page={search.result} /> : null}
    </>
  );
}
