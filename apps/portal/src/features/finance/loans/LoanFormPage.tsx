import { App, Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { DirectoryRow } from '../../../api/department/directory.js';
import { applyForLoan, type AskedLoan, type LoanOptions, type OfferedProduct } from '../../../api/finance/loans.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { listLineOf, useListedLine, type StartOfLoan } from '../loan-lists/useListedLine.js';
import { HouseholdFinder } from '../subsidies/HouseholdFinder.js';
import { loanFormMessages } from './loan-form.messages.js';
import { loanPlace } from './loan-places.js';
import { useLoanChanged, useLoanOptions } from './useLoans.js';

/** First the household; what the form offers depends on it. */
export function LoanFormPage() {
  const t = useMessages(loanFormMessages);
  const [search] = useSearchParams();
  const listed = useListedLine(search.get('list'), search.get('line'));
  const [picked, setPicked] = useState<Pick<DirectoryRow, 'id' | 'number' | 'headName' | 'villageCode'>>();
  const household = listed.household ?? picked;
  if (listed.isPending) return <Loading rows={6} />;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <section className="panel">
        {listed.household ? (
          <p>
            <strong>{t('fromList', { head: listed.household.headName, number: listed.household.number })}</strong>
          </p>
        ) : (
          <HouseholdFinder chosen={household} onChosen={setPicked} />
        )}
        {household ? <Offered key={household.id} householdId={household.id} start={listed.start} /> : null}
      </section>
    </>
  );
}

function Offered({ householdId, start }: { readonly householdId: string; readonly start: StartOfLoan }) {
  const t = useMessages(loanFormMessages);
  const query = useLoanOptions(householdId);
  return (
    <Answer query={query} rows={6}>
      {(options) =>
        options.banks.length === 0 ? (
          <EmptyState title={t('noBank')}>{t('noBankNext')}</EmptyState>
        ) : (
          <LoanForm householdId={householdId} options={options} start={start} />
        )
      }
    </Answer>
  );
}

interface FormProps {
  readonly householdId: string;
  readonly options: LoanOptions;
  readonly start: StartOfLoan;
}

function LoanForm({ householdId, options, start }: FormProps) {
  const t = useMessages(loanFormMessages);
  const language = useLanguage();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const changed = useLoanChanged();
  const send = useCommand(
    (asked: Omit<AskedLoan, 'householdId'>, key) =>
      applyForLoan({ ...asked, purposeText: asked.purposeText.trim(), householdId, ...listLineOf(start) }, key),
    ({ id }) => {
      void message.success(t('sent'));
      changed();
      void navigate(loanPlace(id));
    },
  );
  const needed = [{ required: true, message: t('need') }];
  const [form] = Form.useForm<Omit<AskedLoan, 'householdId'>>();
  const code = Form.useWatch('product', form) ?? options.products[0]?.code;
  const ownCreditFen = Form.useWatch('ownCreditFen', form) as number | null | undefined;
  const isLess = typeof ownCreditFen === 'number' && ownCreditFen < options.ownCreditFen;
  const product = options.products.find((one) => one.code === code);
  /** Another product is for another purpose and another term. */
  const choose = (next: OfferedProduct['code']): void => {
    const chosen = options.products.find((one) => one.code === next);
    form.setFieldsValue({ purpose: chosen?.purposes[0]?.code ?? '', months: chosen?.months.min ?? 0 });
  };
  return (
    <Form<Omit<AskedLoan, 'householdId'>>
      form={form}
      layout="vertical"
      requiredMark={false}
      autoComplete="off"
      style={{ maxWidth: 560 }}
      initialValues={{
        bankCode: options.banks[0]?.code,
        ...(options.products[0] ? { product: options.products[0].code } : {}),
        borrowerId: options.members[0]?.personId,
        purpose: options.products[0]?.purposes[0]?.code,
        months: options.products[0]?.months.min,
        ownCreditFen: options.ownCreditFen,
        ...start.fields,
      }}
      onFinish={(asked) => send.run(asked)}
    >
      <Form.Item name="bankCode" label={t('bank')} rules={needed}>
        <Select options={options.banks.map((bank) => ({ value: bank.code, label: language === 'zh' ? bank.nameZh : bank.nameEn }))} />
      </Form.Item>
      <Form.Item name="product" label={t('product')} extra={product ? <Terms product={product} /> : null} rules={needed}>
        <Select onChange={choose} options={options.products.map((one) => ({ value: one.code, label: one[language] }))} />
      </Form.Item>
      <Form.Item name="borrowerId" label={t('borrower')} extra={t('age', { ...options.age })} rules={needed}>
        <Select
          options={options.members.map(({ personId, name, birthYear }) => ({
            value: personId,
            label: birthYear === null ? name : t('born', { name, year: birthYear }),
          }))}
        />
      </Form.Item>
      <Form.Item name="purpose" label={t('purpose')} rules={needed}>
        <Select options={(product?.purposes ?? []).map((purpose) => ({ value: purpose.code, label: purpose[language] }))} />
      </Form.Item>
      <Form.Item
        name="purposeText"
        label={t('purposeText')}
        extra={t('purposeHint')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('need') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="amountFen"
        label={t('amount')}
        extra={t('cap', { most: formatYuan(product?.maxFen ?? 0), cap: formatYuan(options.capFen) })}
        rules={needed}
      >
        <ScaledNumberField unit={t('yuan')} />
      </Form.Item>
      <Form.Item
        name="ownCreditFen"
        label={t('ownCredit')}
        extra={options.ownCreditFen > 0 ? t('ownCreditKnown', { known: formatYuan(options.ownCreditFen) }) : null}
        rules={needed}
      >
        <ScaledNumberField unit={t('yuan')} />
      </Form.Item>
      {isLess ? (
        <Form.Item
          name="ownCreditDocument"
          label={t('ownCreditDocument')}
          extra={t('ownCreditDocumentHint')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('need') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      ) : null}
      <Form.Item name="months" label={t('months')} extra={product ? t('range', { ...product.months }) : null} rules={needed}>
        <InputNumber min={1} max={480} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      {send.problem ? <ProblemView error={send.problem} /> : null}
      <Button type="primary" htmlType="submit" loading={send.isPending}>
        {t('send')}
      </Button>
    </Form>
  );
}

/** What the chosen product says about paying back. */
function Terms({ product }: { readonly product: OfferedProduct }) {
  const t = useMessages(loanFormMessages);
  const language = useLanguage();
  return (
    <>
      {t('repaidFrom', { source: product.repaidFrom[language] })} · {t(product.isSubsidised ? 'subsidised' : 'notSubsidised')}
      {product.graceMonths > 0 ? ` · ${t('grace', { months: product.graceMonths })}` : ''}
    </>
  );
}
