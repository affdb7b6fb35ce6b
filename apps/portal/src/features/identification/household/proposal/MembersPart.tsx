import { JOINING, LEAVING, MemberChanges } from '@jingzhun/domain/member-change';
import { RelationsToHead } from '@jingzhun/domain/relation-to-head';
import { Button, Form, Input, Select } from 'antd';
import type { Household } from '../../../../api/identification/households.js';
import { codeOptions } from '../../../../i18n/code-text.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { useMessages } from '../../../../i18n/messages.js';
import { IdNumberField, idNumberRule } from './IdNumberField.js';
import { householdFieldMessages } from '../household-fields.messages.js';
import { proposalMessages } from './proposal.messages.js';
import './members-part.css';

/** Who leaves and why, whose relation is wrong, who joins. */
export function MembersPart({ household }: { readonly household: Household }) {
  const t = useMessages(proposalMessages);
  const f = useMessages(householdFieldMessages);
  const language = useLanguage();
  const relations = codeOptions(RelationsToHead, language);
  return (
    <>
      {household.members.map((member) => (
        <fieldset key={member.personId} className="member-part">
          <legend>{member.name}</legend>
          <Form.Item name={['members', 'current', member.personId, 'relation']} label={t('relation')} initialValue={member.relation}>
            <Select options={relations} showSearch={{ optionFilterProp: 'label' }} />
          </Form.Item>
          <Form.Item name={['members', 'current', member.personId, 'leaving']} label={t('leaving')}>
            <Select allowClear placeholder={t('stays')} options={codeOptions(MemberChanges, language, LEAVING)} />
          </Form.Item>
        </fieldset>
      ))}
      <h3>{t('joining')}</h3>
      <Form.List name={['members', 'add']}>
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <fieldset key={key} className="member-part">
                <Form.Item name={[name, 'name']} label={f('name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
                  <Input maxLength={50} />
                </Form.Item>
                <Form.Item
                  name={[name, 'idNumber']}
                  label={t('idOfNew')}
                  validateTrigger="onBlur"
                  rules={[{ required: true, message: t('idNeeded') }, idNumberRule(language)]}
                >
                  <IdNumberField />
                </Form.Item>
                <Form.Item name={[name, 'relation']} label={t('relation')} rules={[{ required: true, message: t('relationNeeded') }]}>
                  <Select options={relations.filter((relation) => relation.value !== '01')} showSearch={{ optionFilterProp: 'label' }} />
                </Form.Item>
                <Form.Item name={[name, 'manner']} label={t('manner')} rules={[{ required: true, message: t('mannerNeeded') }]}>
                  <Select options={codeOptions(MemberChanges, language, JOINING)} />
                </Form.Item>
                <Button onClick={() => remove(name)}>{t('removeAdded')}</Button>
              </fieldset>
            ))}
            <Button type="dashed" block onClick={() => add()}>
              {t('addMember')}
            </Button>
          </>
        )}
      </Form.List>
    </>
  );
}
