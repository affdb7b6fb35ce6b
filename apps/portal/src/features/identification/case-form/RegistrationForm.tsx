import { App, Button, Form, Input, Steps } from 'antd';
import { useCallback, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { writeCaseContent, type Case } from '../../../api/identification/applications.js';
import { useCommand } from '../../../api/useCommand.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { useMessages } from '../../../i18n/messages.js';
import { useCaseChanged } from '../case/useCase.js';
import { caseAddress } from '../cases/case-filter.js';
import { caseFormMessages } from './case-form.messages.js';
import { CausesPart } from './CausesPart.js';
import { DeclaredPart } from './DeclaredPart.js';
import { contentOf, type DraftEntries, type StoredNumbers } from './draft-entries.js';
import { DraftStatusLine } from './DraftStatusLine.js';
import { IncomePart } from './IncomePart.js';
import { LivingPart } from './LivingPart.js';
import { MembersPart } from './MembersPart.js';
import { partNames, type PartName } from './parts.js';
import { PlacePart } from './PlacePart.js';
import { ReviewPart } from './ReviewPart.js';
import { useDraft } from './useDraft.js';

interface Props {
  readonly record: Case | undefined;
  readonly entries: DraftEntries;
  readonly stored: StoredNumbers;
}

/** The paper form in its own groups; the group on screen is in the address, so that back and forward do what they should. */
export function RegistrationForm({ record, entries, stored: storedAtFirst }: Props) {
  const t = useMessages(caseFormMessages);
  const isPhone = useIsPhone();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [form] = Form.useForm<DraftEntries>();
  const entriesNow = useCallback(() => form.getFieldsValue(true) as DraftEntries, [form]);
  const isDraft = !record || record.state === 'draft';
  const draft = useDraft({ record, stored: storedAtFirst, entriesNow });
  // the page stays the same while its address gets the id of the new draft
  const [atFirst] = useState(entries);
  const part = partNames.find((name) => name === parameters.get('part')) ?? 'place';
  const at = partNames.indexOf(part);
  const go = (name: PartName) => {
    setParameters({ part: name }, { replace: true });
    window.scrollTo(0, 0);
  };
  const saveAndGo = async (name: PartName) => {
    if (!isDraft) {
      go(name);
      return;
    }
    const saved = await draft.save();
    if (saved || part !== 'place') go(name);
    else await form.validateFields(['villageCode']).catch(() => undefined);
  };
  const title = t(record ? (isDraft ? 'titleEdit' : 'titleCorrect') : 'titleNew');
  const names = partNames.map((name) => ({ title: t(`part_${name}`) }));
  return (
    <>
      <PageHeader
        title={title}
        lead={t(isDraft ? 'lead' : 'correctLead')}
        actions={record ? <Link to={caseAddress(record.id)}>{t('toCase')}</Link> : null}
      />
      {isPhone ? (
        <p>
          <strong>{t('partOf', { now: at + 1, all: partNames.length, name: t(`part_${part}`) })}</strong>
        </p>
      ) : (
        <Steps size="small" current={at} items={names} onChange={(next) => void saveAndGo(partNames[next] ?? 'place')} />
      )}
      <Form<DraftEntries>
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        preserve
        initialValues={atFirst}
        onValuesChange={isDraft ? draft.changed : undefined}
        className="panel"
      >
        {part === 'place' ? <PlacePart stored={draft.stored} isNew={!draft.saved} /> : null}
        {part === 'members' ? <MembersPart stored={draft.stored} /> : null}
        {part === 'causes' ? <CausesPart /> : null}
        {part === 'income' ? <IncomePart /> : null}
        {part === 'living' ? <LivingPart /> : null}
        {part === 'declared' ? <DeclaredPart /> : null}
        {part === 'review' ? <ReviewPart record={draft.saved} onGo={go} /> : null}
      </Form>
      {draft.problem ? <ProblemView error={draft.problem} /> : null}
      <div className="form-foot no-print">
        <div className="row">
          {at > 0 ? <Button onClick={() => void saveAndGo(partNames[at - 1] ?? 'place')}>{t('previous')}</Button> : null}
          {at < partNames.length - 1 ? (
            <Button type="primary" onClick={() => void saveAndGo(partNames[at + 1] ?? 'review')}>
              {t('nextPart')}
            </Button>
          ) : null}
          {isDraft && part === 'review' && draft.saved ? (
            <Button type="primary" onClick={() => void draft.save().then((saved) => (saved ? navigate(caseAddress(saved.id)) : undefined))}>
              {t('finish')}
            </Button>
          ) : null}
          {isDraft && part !== 'review' ? <Button onClick={() => void draft.save()}>{t('saveDraft')}</Button> : null}
        </div>
        {isDraft ? <DraftStatusLine status={draft.status} /> : null}
      </div>
      {!isDraft && record ? <Correction record={record} entriesNow={entriesNow} stored={draft.stored} /> : null}
    </>
  );
}

interface CorrectionProps {
  readonly record: Case;
  readonly entriesNow: () => DraftEntries;
  readonly stored: StoredNumbers;
}

/** What was submitted is corrected in one piece, with a reason, and the page says what becomes void. */
function Correction({ record, entriesNow, stored }: CorrectionProps) {
  const t = useMessages(caseFormMessages);
  const navigate = useNavigate();
  const { message } = App.useApp();
  const changed = useCaseChanged();
  const send = useCommand(
    ({ reason }: { reason: string; content: unknown }, key) =>
      writeCaseContent(record.id, { ...contentOf(entriesNow(), stored), reason }, record.version, key),
    ({ id, correction }) => {
      const voided = correction?.voided.length ?? 0;
      void message.success(
        correction?.material ? t('correctedRepeat') : voided > 0 ? t('correctedVoided', { count: voided }) : t('corrected'),
      );
      changed();
      void navigate(caseAddress(id));
    },
  );
  return (
    <section className="panel" aria-label={t('sendCorrection')}>
      <Form<{ reason: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }) => send.run({ reason: reason.trim(), content: contentOf(entriesNow(), stored) })}
      >
        <Form.Item
          name="reason"
          label={t('correctionReason')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('correctionReasonNeeded') }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('sendCorrection')}
        </Button>
      </Form>
      {send.problem ? <ProblemView error={send.problem} /> : null}
    </section>
  );
}
