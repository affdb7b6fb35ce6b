import { Form, Input, InputNumber, Select } from 'antd';
import { createFund, fundPurposes, type Fund, type NewFund } from '../../../api/finance/money.js';
import { say, useMessages } from '../../../i18n/messages.js';
import { codeOf } from './code-of.js';
import { moneyFormMessages } from './money-form.messages.js';
import { RecordDialog } from './RecordDialog.js';

interface Entries {
  readonly purpose: NewFund['purpose'];
  readonly year: number;
  readonly nameZh: string;
  readonly nameEn?: string;
}
interface Props {
  readonly known: readonly Pick<Fund, 'code'>[];
  readonly onCreated: (code: string) => void;
  readonly onClose: () => void;
}

/** A fund begins empty: its money is recorded next, with the document it came by. */
export function FundDialog({ known, onCreated, onClose }: Props) {
  const t = useMessages(moneyFormMessages);
  const needed = [{ required: true, message: t('need') }];
  const send = async ({ purpose, year, nameZh, nameEn }: Entries, key: string) => {
    const code = codeOf(
      purpose,
      year,
      known.map((fund) => fund.code),
    );
    const english = nameEn?.trim();
    // the other language is not asked of somebody who does not write it
    await createFund(
      { code, purpose, nameZh: nameZh.trim(), nameEn: english ? english : `${moneyFormMessages.en[purpose]}, ${year}` },
      key,
    );
    onCreated(code);
  };
  return (
    <RecordDialog<Entries>
      title={t('newFund')}
      lead={t('fundLead')}
      done={t('fundCreated')}
      documented={false}
      initial={{ purpose: 'industry' }}
      send={send}
      onClose={onClose}
    >
      <Form.Item name="purpose" label={t('purpose')} rules={needed}>
        <Select options={fundPurposes.map((purpose) => ({ value: purpose, label: say(moneyFormMessages, purpose) }))} />
      </Form.Item>
      <Form.Item name="year" label={t('year')} rules={needed}>
        <InputNumber min={2000} max={2100} precision={0} controls={false} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="nameZh" label={t('nameZh')} rules={[{ required: true, whitespace: true, min: 2, message: t('need') }]}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="nameEn" label={t('nameEn')} extra={t('nameEnHint')}>
        <Input maxLength={120} />
      </Form.Item>
    </RecordDialog>
  );
}
