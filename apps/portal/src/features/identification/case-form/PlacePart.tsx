import { parseBankAccount } from '@jingzhun/domain/bank-account';
import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { parsePhone } from '@jingzhun/domain/phone';
import { Form, Input, Select } from 'antd';
import { codeOptions } from '../../../i18n/code-text.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { useSession } from '../../../session.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { householdFieldMessages } from '../household/household-fields.messages.js';
import { caseFormMessages } from './case-form.messages.js';
import type { StoredNumbers } from './draft-entries.js';

type Parsed = { ok: true } | { ok: false; problem: { zh: string; en: string } };
const fits = (parse: (text: string) => Parsed, language: 'zh' | 'en') => ({
  validator: (_: unknown, value: string | undefined) => {
    if (!value?.trim()) return Promise.resolve();
    const read = parse(value);
    return read.ok ? Promise.resolve() : Promise.reject(new Error(read.problem[language]));
  },
});

export function PlacePart({ stored, isNew }: { readonly stored: StoredNumbers; readonly isNew: boolean }) {
  const t = useMessages(caseFormMessages);
  const f = useMessages(householdFieldMessages);
  const language = useLanguage();
  const areaName = useAreaName();
  const { account } = useSession();
  const village = Form.useWatch<string | undefined>('villageCode', { preserve: true });
  const isFixed = account.area.length === 12 || !isNew;
  return (
    <>
      {isFixed ? (
        <p style={{ marginBottom: 16 }}>
          <span className="soft">{t('village')}</span> {areaName(village ?? account.area)}
        </p>
      ) : (
        <Form.Item name="villageCode" label={t('village')} rules={[{ required: true, pattern: /^\d{12}$/, message: t('villageNeeded') }]}>
          <AreaCascader />
        </Form.Item>
      )}
      <div className="form-columns">
        <Form.Item name="groupName" label={f('groupName')} extra={t('groupHint')}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="address" label={f('address')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="phone"
          label={f('phone')}
          {...(stored.phone ? { extra: t('keptPhone', { masked: stored.phone }) } : {})}
          validateTrigger="onBlur"
          rules={[fits(parsePhone, language)]}
        >
          <Input inputMode="tel" maxLength={20} />
        </Form.Item>
        <Form.Item name="category" label={f('category')}>
          <Select allowClear options={codeOptions(HouseholdCategories, language)} />
        </Form.Item>
        <Form.Item name="bankName" label={f('bankName')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="bankAccount"
          label={f('bankAccount')}
          {...(stored.bankAccount ? { extra: t('keptPhone', { masked: stored.bankAccount }) } : {})}
          validateTrigger="onBlur"
          rules={[fits(parseBankAccount, language)]}
        >
          <Input inputMode="numeric" maxLength={40} />
        </Form.Item>
      </div>
    </>
  );
}
