import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, Input, Select } from 'antd';
import { useNavigate } from 'react-router';
import { listFunds, type Fund } from '../../../api/finance/money.js';
import { recordScheme, type NewScheme } from '../../../api/finance/subsidy-schemes.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { DateField } from '../../../components/DateField.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { policyMessages } from '../../departments/policies/policies.messages.js';
import { codeOf } from '../money/code-of.js';
import { knownPapers, productCode } from './known-products.js';
import { ProductRows, type ProductEntries } from './ProductRows.js';
import { schemeFormMessages } from './scheme-form.messages.js';
import { useSchemes } from './useSubsidies.js';

/** The county's document becomes a scheme: what is granted for what. */
export function SchemeFormPage() {
  const t = useMessages(schemeFormMessages);
  const funds = useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => listFunds(signal) });
  const schemes = useSchemes();
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <section className="panel">
        <Answer query={funds}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t('noFund')}>{t('noFundNext')}</EmptyState>
            ) : (
              <Answer query={schemes}>{(known) => <SchemeForm funds={items} taken={known.items.map(({ code }) => code)} />}</Answer>
            )
          }
        </Answer>
      </section>
    </>
  );
}

interface Entries extends Pick<NewScheme, 'fundCode' | 'nameZh' | 'householdCapFen' | 'batchCapFen' | 'sourceDocument' | 'certainty'> {
  readonly products: readonly ProductEntries[];
  readonly papers: readonly string[];
  readonly opensOn?: string;
  readonly closesOn?: string;
  readonly noteZh?: string;
}

function SchemeForm({ funds, taken }: { readonly funds: readonly Fund[]; readonly taken: readonly string[] }) {
  const t = useMessages(schemeFormMessages);
  const policies = useMessages(policyMessages);
  const language = useLanguage();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const record = useCommand(recordScheme, () => {
    void message.success(t('recorded'));
    void client.invalidateQueries({ queryKey: ['subsidy-schemes'] });
    void navigate('/finance/subsidy-schemes');
  });
  const needed = [{ required: true, message: t('need') }];
  const fitting = funds.filter(({ pays }) => pays.includes('rewardSubsidy'));
  const written = [{ required: true, whitespace: true, message: t('need') }];
  const submit = (entries: Entries): void => {
    const year = funds.find(({ code }) => code === entries.fundCode)?.year ?? 0;
    record.run(schemeOf(entries, codeOf('reward', year, taken), year));
  };
  return (
    <Form<Entries>
      layout="vertical"
      requiredMark={false}
      style={{ maxWidth: 560 }}
      initialValues={{
        fundCode: fitting.find(({ purpose }) => purpose === 'industry')?.code,
        householdCapFen: 1_000_000,
        batchCapFen: 500_000,
        certainty: 'L',
        papers: ['landRight'],
        products: [{ unit: 'centiMu' }],
      }}
      onFinish={submit}
    >
      <Form.Item name="fundCode" label={t('fund')} rules={needed}>
        <Select options={fitting.map((fund) => ({ value: fund.code, label: language === 'zh' ? fund.nameZh : fund.nameEn }))} />
      </Form.Item>
      <Form.Item name="nameZh" label={t('nameZh')} rules={[{ required: true, whitespace: true, min: 2, message: t('need') }]}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="householdCapFen" label={t('householdCap')} rules={needed}>
        <ScaledNumberField unit={t('yuan')} />
      </Form.Item>
      <Form.Item name="batchCapFen" label={t('batchCap')} rules={needed}>
        <ScaledNumberField unit={t('yuan')} />
      </Form.Item>
      <h2>{t('products')}</h2>
      <ProductRows />
      <Form.Item name="papers" label={t('papers')} extra={t('photos')}>
        <Checkbox.Group options={knownPapers.map((one) => ({ value: one.code, label: language === 'zh' ? one.nameZh : one.nameEn }))} />
      </Form.Item>
      <Form.Item name="opensOn" label={t('opensOn')}>
        <DateField />
      </Form.Item>
      <Form.Item name="closesOn" label={t('closesOn')} extra={t('dates')}>
        <DateField />
      </Form.Item>
      <Form.Item name="sourceDocument" label={t('document')} rules={written}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="certainty" label={t('certainty')} rules={needed}>
        <Select options={(['L', 'S', 'D', 'P', 'U'] as const).map((value) => ({ value, label: policies(`certainty_${value}`) }))} />
      </Form.Item>
      <Form.Item name="noteZh" label={t('note')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      {record.problem ? <ProblemView error={record.problem} /> : null}
      <Button type="primary" htmlType="submit" loading={record.isPending}>
        {t('record')}
      </Button>
    </Form>
  );
}

function schemeOf({ products, papers, noteZh, ...entries }: Entries, code: string, year: number): NewScheme {
  return {
    ...entries,
    code,
    nameZh: entries.nameZh.trim(),
    nameEn: `reward subsidies, ${code.replace(/^reward-?/, '') || String(year)}`,
    noteZh: noteZh?.trim() ?? '',
    evidence: knownPapers.filter((one) => papers.includes(one.code)).map((one) => ({ ...one, at: 'application' as const, atLeast: 1 })),
    products: products.map(({ nameZh, unit, minimum, capQuantity, rate1, rate2, rate3 }, i) => ({
      ...{ product: productCode(nameZh.trim(), i), nameZh: nameZh.trim(), unit, minimum },
      // a year without a rate ends the list: a later one cannot stand without it
      ratesFen: [rate1, ...(rate2 ? [rate2, ...(rate3 ? [rate3] : [])] : [])],
      capQuantity: capQuantity ?? null,
    })),
  };
}
