import { Button, Form, InputNumber } from 'antd';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { useMessages } from '../../../i18n/messages.js';
import { householdFieldMessages } from '../household/household-fields.messages.js';
import { caseFormMessages } from './case-form.messages.js';

const lines = [
  ['wageFen', 'wage'],
  ['businessFen', 'business'],
  ['businessExpenseFen', 'businessExpense'],
  ['propertyFen', 'property'],
] as const;
const items = [
  ['familyPlanning', 'familyPlanning'],
  ['livingAllowance', 'livingAllowanceIncome'],
  ['fiveGuarantee', 'fiveGuaranteeIncome'],
  ['pension', 'pension'],
  ['ecological', 'ecological'],
  ['otherTransfer', 'otherTransfer'],
  ['assetDividend', 'assetDividend'],
] as const;

/** Years one below the other, amounts in yuan; the net income follows from them. */
export function IncomePart() {
  const t = useMessages(caseFormMessages);
  const f = useMessages(householdFieldMessages);
  return (
    <Form.List name="incomes">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <fieldset key={key} className="form-group">
              <legend>{f('income')}</legend>
              <Form.Item name={[name, 'year']} label={t('incomeYear')}>
                <InputNumber min={2010} max={2100} precision={0} controls={false} inputMode="numeric" style={{ width: 120 }} />
              </Form.Item>
              <div className="form-columns">
                {lines.map(([field, label]) => (
                  <Form.Item key={field} name={[name, field]} label={f(label)}>
                    <ScaledNumberField unit={t('yuan')} />
                  </Form.Item>
                ))}
              </div>
              <details className="form-more">
                <summary>{f('transfer')}</summary>
                <div className="form-columns">
                  {items.map(([field, label]) => (
                    <Form.Item key={field} name={[name, 'items', field]} label={f(label)}>
                      <ScaledNumberField unit={t('yuan')} />
                    </Form.Item>
                  ))}
                </div>
              </details>
              {fields.length > 1 ? <Button onClick={() => remove(name)}>{t('removeYear')}</Button> : null}
            </fieldset>
          ))}
          <Button type="dashed" block onClick={() => add({})}>
            {t('addYear')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
