import { AutoComplete, Button, Form, InputNumber, Select } from 'antd';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { useMessages } from '../../../i18n/messages.js';
import { knownProducts } from './known-products.js';
import { schemeFormMessages } from './scheme-form.messages.js';

export interface ProductEntries {
  readonly nameZh: string;
  readonly unit: 'centiMu' | 'count';
  readonly minimum: number;
  readonly rate1: number;
  readonly rate2?: number | null;
  readonly rate3?: number | null;
  readonly capQuantity?: number | null;
}

/** The product table as the county's document has it: least quantity, rates by year, limit. */
export function ProductRows() {
  const t = useMessages(schemeFormMessages);
  const needed = [{ required: true, message: t('need') }];
  const form = Form.useFormInstance<{ products: Partial<ProductEntries>[] }>();
  const rows = Form.useWatch('products', form) as Partial<ProductEntries>[] | undefined;
  const fill = (row: number, name: string): void => {
    const known = knownProducts.find((one) => one.nameZh === name);
    if (!known) return;
    const [rate1, rate2, rate3] = known.ratesFen;
    const { unit, minimum, capQuantity } = known;
    form.setFieldValue(['products', row], { nameZh: name, unit, minimum, rate1, rate2, rate3, capQuantity });
  };
  return (
    <Form.List name="products">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => {
            const inMu = rows?.[name]?.unit !== 'count';
            const amount = inMu ? (
              <ScaledNumberField unit={t('mu')} />
            ) : (
              <InputNumber min={1} precision={0} controls={false} suffix={t('piece')} style={{ width: '100%' }} />
            );
            return (
              <fieldset key={key} className="panel" aria-label={t('row', { number: name + 1 })}>
                <div className="panel-head">
                  <strong>{t('row', { number: name + 1 })}</strong>
                  {fields.length > 1 ? (
                    <Button size="small" onClick={() => remove(name)} aria-label={t('removeRow', { number: name + 1 })}>
                      {t('remove')}
                    </Button>
                  ) : null}
                </div>
                <Form.Item
                  name={[name, 'nameZh']}
                  label={t('product')}
                  rules={[{ required: true, pattern: /^\p{Script=Han}{1,20}$/u, message: t('productName') }]}
                  extra={t('productHint')}
                >
                  <AutoComplete
                    maxLength={40}
                    options={knownProducts.map(({ nameZh }) => ({ value: nameZh }))}
                    onSelect={(chosen: string) => fill(name, chosen)}
                  />
                </Form.Item>
                <Form.Item name={[name, 'unit']} label={t('unit')} rules={needed}>
                  <Select
                    options={[
                      { value: 'centiMu', label: t('byMu') },
                      { value: 'count', label: t('byPiece') },
                    ]}
                  />
                </Form.Item>
                <Form.Item name={[name, 'minimum']} label={t('minimum')} rules={needed}>
                  {amount}
                </Form.Item>
                <Form.Item name={[name, 'rate1']} label={t('rate1')} rules={needed}>
                  <ScaledNumberField unit={t('yuan')} />
                </Form.Item>
                <Form.Item name={[name, 'rate2']} label={t('rate2')} extra={t('rateHint')}>
                  <ScaledNumberField unit={t('yuan')} />
                </Form.Item>
                <Form.Item name={[name, 'rate3']} label={t('rate3')}>
                  <ScaledNumberField unit={t('yuan')} />
                </Form.Item>
                <Form.Item name={[name, 'capQuantity']} label={t('cap')} extra={t('capHint')}>
                  {amount}
                </Form.Item>
              </fieldset>
            );
          })}
          <Button style={{ marginBottom: 24 }} onClick={() => add({ unit: 'centiMu' })}>
            {t('addRow')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
