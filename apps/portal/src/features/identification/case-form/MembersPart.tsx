import { EducationLevels } from '@jingzhun/domain/education';
import { Ethnicities } from '@jingzhun/domain/ethnicity';
import { HealthStatuses } from '@jingzhun/domain/health-status';
import { LabourAbilities } from '@jingzhun/domain/labour-ability';
import { RelationsToHead } from '@jingzhun/domain/relation-to-head';
import { SchoolStatuses } from '@jingzhun/domain/school-status';
import { WorkPlaces } from '@jingzhun/domain/work-place';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { codeOptions } from '../../../i18n/code-text.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { householdFieldMessages, type HouseholdField } from '../household/household-fields.messages.js';
import { IdNumberField, idNumberRule } from '../household/proposal/IdNumberField.js';
import { caseFormMessages } from './case-form.messages.js';
import { emptyMember, type DraftEntries, type StoredNumbers } from './draft-entries.js';
import { YesNoField } from './YesNoField.js';

/** Everybody of the household; birth date and sex are read from the number while it is typed. */
export function MembersPart({ stored }: { readonly stored: StoredNumbers }) {
  const t = useMessages(caseFormMessages);
  return (
    <Form.List name="members">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <Member key={key} name={name} stored={stored} onRemove={fields.length > 1 ? () => remove(name) : undefined} />
          ))}
          <Button type="dashed" block onClick={() => add(emptyMember())}>
            {t('addMember')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

interface MemberProps {
  readonly name: number;
  readonly stored: StoredNumbers;
  readonly onRemove: (() => void) | undefined;
}

function Member({ name, stored, onRemove }: MemberProps) {
  const t = useMessages(caseFormMessages);
  const f = useMessages(householdFieldMessages);
  const language = useLanguage();
  const form = Form.useFormInstance<DraftEntries>();
  const row = form.getFieldValue(['members', name, 'row']) as string | undefined;
  const typed = Form.useWatch<string | undefined>(['members', name, 'idNumber'], { form, preserve: true });
  const kept = row && !typed ? stored.members.get(row) : undefined;
  const fact = (key: string) => [name, 'facts', key];
  const options = (list: Parameters<typeof codeOptions>[0]) => codeOptions(list, language);
  return (
    <fieldset className="form-group">
      <legend>{t('memberIs', { number: name + 1 })}</legend>
      <div className="form-columns">
        <Form.Item name={[name, 'name']} label={f('name')}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name={[name, 'relation']} label={f('relation')}>
          <Select options={codeOptions(RelationsToHead, language)} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item
          name={[name, 'idNumber']}
          label={f('idNumber')}
          validateTrigger="onBlur"
          rules={[idNumberRule(language)]}
          {...(kept ? { extra: t('keptId', { masked: kept.masked }) } : {})}
        >
          <IdNumberField />
        </Form.Item>
        <Form.Item name={[name, 'ethnicity']} label={f('ethnicity')}>
          <Select allowClear options={codeOptions(Ethnicities, language)} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
      </div>
      <details className="form-more">
        <summary>{t('moreFacts')}</summary>
        <div className="form-columns">
          <Form.Item name={fact('education')} label={f('education')}>
            <Select allowClear options={options(EducationLevels)} />
          </Form.Item>
          <Form.Item name={fact('school')} label={f('school')}>
            <Select allowClear options={options(SchoolStatuses)} />
          </Form.Item>
          <Form.Item name={fact('health')} label={f('health')}>
            <Select mode="multiple" options={options(HealthStatuses)} />
          </Form.Item>
          <Form.Item name={fact('labour')} label={f('labour')}>
            <Select allowClear options={options(LabourAbilities)} />
          </Form.Item>
          <Form.Item name={fact('workPlace')} label={f('workPlace')}>
            <Select allowClear options={options(WorkPlaces)} />
          </Form.Item>
          <Form.Item name={fact('workMonths')} label={f('workMonths')}>
            <InputNumber min={0} max={12} precision={0} controls={false} suffix={t('monthsUnit')} style={{ width: '100%' }} />
          </Form.Item>
          {(
            [
              'livingAllowance',
              'fiveGuarantee',
              'residentMedical',
              'employeeMedical',
              'residentPension',
            ] as const satisfies HouseholdField[]
          ).map((key) => (
            <Form.Item key={key} name={fact(key)} label={f(key)}>
              <YesNoField />
            </Form.Item>
          ))}
        </div>
      </details>
      {onRemove ? <Button onClick={onRemove}>{t('removeMember')}</Button> : null}
    </fieldset>
  );
}
