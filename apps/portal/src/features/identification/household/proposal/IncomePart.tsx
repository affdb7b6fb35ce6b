import { Form, InputNumber } from 'antd';
import type { Household } from '../../../../api/identification/households.js';
import { ScaledNumberField } from '../../../../components/ScaledNumberField.js';
import { formatYuan } from '../../../../i18n/format.js';
import { useMessages } from '../../../../i18n/messages.js';
import { householdFieldMessages } from '../household-fields.messages.js';
import { netOf, propertyItems, sumOf, transferItems, type IncomeEntries, type IncomeItem } from './income-entries.js';
import { proposalMessages } from './proposal.messages.js';
import './members-part.css';

const names = {
  assetDividendFen: 'assetDividend',
  otherPropertyFen: 'otherProperty',
  familyPlanningFen: 'familyPlanning',
  livingAllowanceFen: 'livingAllowanceIncome',
  fiveGuaranteeFen: 'fiveGuaranteeIncome',
  pensionFen: 'pension',
  ecologicalFen: 'ecological',
  otherTransferFen: 'otherTransfer',
} as const satisfies Record<IncomeItem, string>;

/** The form's order; property and transfer income are summed from their parts. */
export function IncomePart({ household }: { readonly household: Household }) {
  const t = useMessages(proposalMessages);
  const f = useMessages(householdFieldMessages);
  const form = Form.useFormInstance();
  const entries = (Form.useWatch('income', { form, preserve: true }) ?? {}) as IncomeEntries;
  const part = (title: string, items: readonly IncomeItem[]) => (
    <fieldset className="member-part">
      <legend>
        {title} · {t('sumOf', { yuan: formatYuan(sumOf(entries, items)) })}
      </legend>
      {items.map((item) => (
        <Form.Item key={item} name={['income', 'items', item]} label={f(names[item])}>
          <ScaledNumberField unit={t('unit')} />
        </Form.Item>
      ))}
    </fieldset>
  );
  const net = netOf(entries);
  return (
    <>
      <Form.Item name={['income', 'year']} label={t('year')} rules={[{ required: true, message: t('yearNeeded') }]}>
        <InputNumber min={2010} max={2100} precision={0} controls={false} style={{ width: 120 }} />
      </Form.Item>
      <Form.Item name={['income', 'wageFen']} label={f('wage')}>
        <ScaledNumberField unit={t('unit')} />
      </Form.Item>
      <fieldset className="member-part">
        <legend>{f('business')}</legend>
        <Form.Item name={['income', 'businessFen']} label={f('business')}>
          <ScaledNumberField unit={t('unit')} />
        </Form.Item>
        <Form.Item name={['income', 'businessExpenseFen']} label={f('businessExpense')}>
          <ScaledNumberField unit={t('unit')} />
        </Form.Item>
      </fieldset>
      {part(f('property'), propertyItems)}
      {part(f('transfer'), transferItems)}
      <p role="status">
        {t('netIs', { yuan: formatYuan(net), per: household.memberCount > 0 ? formatYuan(Math.round(net / household.memberCount)) : '—' })}
      </p>
    </>
  );
}
