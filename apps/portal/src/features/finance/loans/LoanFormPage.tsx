import { App, Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { DirectoryRow } from '../../../api/department/directory.js';
import { applyForLoan, loanProducts, type AskedLoan, type LoanOptions } from '../../../api/finance/loans.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { HouseholdFinder } from '../subsidies/HouseholdFinder.js';
import { loanFormMessages } from './loan-form.messages.js';
import { loanPlace } from './loan-places.js';
import { loanWordMessages } from './loan-words.messages.js';
import { useLoanChanged, useLoanOptions } from './useLoans.js';

/** First the household; what the form offers depends on it. */
export function LoanFormPage() {
  const t = useMessages(loanFormMessages);
  const [household, setHousehold] = useState<Pick<DirectoryRow, 'id' | 'number' | 'headName' | 'villageCode'>>();
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <section className="panel">
        <HouseholdFinder chosen={household} onChosen={setHousehold} />
        {household ? <Offered key={household.id} householdId={household.id} /> : null}
      </section>
    </>
  );
}

function Offered({ householdId }: { readonly householdId: string }) {
  const t = useMessages(loanFormMessages);
  const query = useLoanOptions(householdId);
  return (
    <Answer query={query} rows={6}>
      {(options) =>
        options.banks.length === 0 ? (
          <EmptyState title={t('noBank')}>{t('noBankNext')}</EmptyState>
        ) : (
          <LoanForm householdId={householdId} options={options} />
        )
      }
    </Answer>
  );
}

function LoanForm({ householdId, options }: { readonly householdId: string; readonly options: LoanOptions }) {
  const t = useMessages(loanFormMessages);
  const words = useMessages(loanWordMessages);
  const language = useLanguage();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const changed = useLoanChanged();
  const send = useCommand(
    (asked: Omit<AskedLoan, 'householdId'>, key) =>
      applyForLoan({ ...asked, ownCreditFen: asked.ownCreditFen ?? 0, purposeText: asked.purposeText.trim(), householdId }, key),
    ({ id }) => {
      void message.success(t('sent'));
      changed();
      void navigate(loanPlace(id));
    },
  );
  const needed = [{ required: true, message: t('need') }];
  return (
    <Form<Omit<AskedLoan, 'householdId'>>
      layout="vertical"
      requiredMark={false}
      autoComplete="off"
      style={{ maxWidth: 560 }}
      initialValues={{
        bankCode: options.banks[0]?.code,
        product: 'industryCredit',
        borrowerId: options.members[0]?.personId,
        purpose: options.purposes[0]?.code,
        months: options.months.min,
        ownCreditFen: 0,
      }}
      onFinish={(asked) => send.run(asked)}
    >
      <Form.Item name="bankCode" label={t('bank')} rules={needed}>
        <Select options={options.banks.map((bank) => ({ value: bank.code, label: language === 'zh' ? bank.nameZh : bank.nameEn }))} />
      </Form.Item>
      <Form.Item name="product" label={t('product')} rules={needed}>
        <Select options={loanProducts.map((value) => ({ value, label: words(`product_${value}`) }))} />
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
        <Select options={options.purposes.map((purpose) => ({ value: purpose.code, label: purpose[language] }))} />
      </Form.Item>
      <Form.Item
        name="purposeText"
        label={t('purposeText')}
        extra={t('purposeHint')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('need') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="amountFen" label={t('amount')} extra={t('cap', { cap: formatYuan(options.capFen) })} rules={needed}>
        <ScaledNumberField unit={t('yuan')} />
      </Form.Item>
      <Form.Item name="ownCreditFen" label={t('ownCredit')}>
        <ScaledNumberField unit={t('yuan')} />
      </Form.Item>
      <Form.Item name="months" label={t('months')} extra={t('range', { ...options.months })} rules={needed}>
        <InputNumber min={1} max={480} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      {send.problem ? <ProblemView error={send.problem} /> : null}
      <Button type="primary" htmlType="submit" loading={send.isPending}>
        {t('send')}
      </Button>
    </Form>
  );
}
