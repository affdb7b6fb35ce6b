import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { App, Button, Form, Input, Radio, Select } from 'antd';
import { useNavigate } from 'react-router';
import { createCase, writeCaseContent, type Case } from '../../../api/identification/applications.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { codeOptions } from '../../../i18n/code-text.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { caseMessages } from '../case/case.messages.js';
import { useCaseChanged } from '../case/useCase.js';
import { caseAddress } from '../cases/case-filter.js';
import { caseWordMessages } from '../cases/case-words.messages.js';
import { useHousehold } from '../household/useHousehold.js';
import { caseFormMessages } from './case-form.messages.js';

export type HouseholdKind = 'removal' | 'categoryChange';
export const isHouseholdKind = (kind: string): kind is HouseholdKind => kind === 'removal' || kind === 'categoryChange';

interface Entries {
  readonly ground?: 'veto' | 'income' | 'untrue' | 'gone';
  readonly category?: string;
  readonly basis?: string;
  readonly statement?: string;
  readonly reason?: string;
}

interface Props {
  readonly kind: HouseholdKind;
  readonly householdId: string;
  readonly record?: Case;
}

/** A registered household: its removal or another category, by the same seven steps. */
export function HouseholdCaseForm({ kind, householdId, record }: Props) {
  const words = useMessages(caseWordMessages);
  const areaName = useAreaName();
  const query = useHousehold(householdId, {});
  return (
    <Answer query={query} rows={4}>
      {(household) => (
        <>
          <PageHeader
            title={`${words(`kind_${kind}`)} · ${household.headName}`}
            lead={[areaName(household.villageCode), household.groupName, household.number].filter(Boolean).join(' ')}
          />
          <Fields kind={kind} householdId={householdId} category={household.category} {...(record ? { record } : {})} />
        </>
      )}
    </Answer>
  );
}

function Fields({ kind, householdId, category, record }: Props & { readonly category: string }) {
  const t = useMessages(caseFormMessages);
  const c = useMessages(caseMessages);
  const language = useLanguage();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const changed = useCaseChanged();
  const isCorrection = record !== undefined && record.state !== 'draft';
  const save = useCommand(
    ({ reason, ...content }: Entries, key) =>
      record
        ? writeCaseContent(record.id, { content: { kind, ...content }, ...(reason ? { reason } : {}) }, record.version, key)
        : createCase({ householdId, content: { kind, ...content } }, key),
    ({ id }) => {
      changed();
      if (isCorrection) void message.success(t('corrected'));
      void navigate(caseAddress(id));
    },
  );
  const needed = (text: string) => [{ required: true, whitespace: true, min: 2, message: text }];
  return (
    <Form<Entries>
      layout="vertical"
      requiredMark={false}
      autoComplete="off"
      className="panel"
      initialValues={record?.content}
      onFinish={save.run}
    >
      {kind === 'removal' ? (
        <Form.Item name="ground" label={t('ground')} rules={[{ required: true, message: t('groundNeeded') }]}>
          <Radio.Group
            style={{ display: 'flex', flexDirection: 'column', gap: 6 }}
            options={(['veto', 'income', 'untrue', 'gone'] as const).map((value) => ({ value, label: c(`ground_${value}`) }))}
          />
        </Form.Item>
      ) : (
        <>
          <Form.Item name="category" label={t('category')} rules={[{ required: true, message: t('categoryNeeded') }]}>
            <Select options={codeOptions(HouseholdCategories, language).filter(({ value }) => value !== category)} />
          </Form.Item>
          <Form.Item name="basis" label={t('basis')} rules={needed(t('basis'))}>
            <Input maxLength={200} />
          </Form.Item>
        </>
      )}
      <Form.Item name="statement" label={t(kind === 'removal' ? 'found' : 'statement')} rules={needed(t('place_statement'))}>
        <Input.TextArea rows={4} maxLength={1000} />
      </Form.Item>
      {isCorrection ? (
        <Form.Item name="reason" label={t('correctionReason')} rules={needed(t('correctionReasonNeeded'))}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      ) : null}
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t(isCorrection ? 'sendCorrection' : 'finish')}
      </Button>
      {save.problem ? <ProblemView error={save.problem} /> : null}
    </Form>
  );
}
