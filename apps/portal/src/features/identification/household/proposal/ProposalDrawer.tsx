import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { proposeCorrection, type CorrectionKind, type CorrectionProposal } from '../../../../api/identification/corrections.js';
import type { Household } from '../../../../api/identification/households.js';
import { useCommand } from '../../../../api/useCommand.js';
import { DateField } from '../../../../components/DateField.js';
import { ProblemView } from '../../../../components/ProblemView.js';
import { useMessages } from '../../../../i18n/messages.js';
import { correctionMessages } from '../../corrections/correction.messages.js';
import { LivingPart } from '../../case-form/LivingPart.js';
import { Conflict } from '../Conflict.js';
import { BankPart } from './BankPart.js';
import { CategoryPart } from './CategoryPart.js';
import { CausePart } from './CausePart.js';
import { entriesOf } from './income-entries.js';
import { GroupPart } from './GroupPart.js';
import { IdentityPart } from './IdentityPart.js';
import { IncomePart } from './IncomePart.js';
import { MembersPart } from './MembersPart.js';
import { changesOf, type ProposalForm } from './proposal-form.js';
import { proposalMessages } from './proposal.messages.js';

interface Props {
  readonly household: Household;
  readonly open: boolean;
  readonly onClose: () => void;
}

const kinds: readonly CorrectionKind[] = ['members', 'identity', 'income', 'living', 'cause', 'category', 'bank', 'group'];

export function ProposalDrawer({ household, open, onClose }: Props) {
  const t = useMessages(proposalMessages);
  const names = useMessages(correctionMessages);
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<ProposalForm>();
  const kind = Form.useWatch('kind', form) ?? 'members';
  const [unchanged, setUnchanged] = useState(false);
  const [seen] = useState(household.version);
  const send = useCommand(
    ({ proposal, version }: { proposal: CorrectionProposal; version: number }, key) =>
      proposeCorrection(household.id, proposal, version, key),
    () => {
      void message.success(t('sent'));
      void client.invalidateQueries({ queryKey: ['household', household.id] });
      void client.invalidateQueries({ queryKey: ['corrections'] });
      onClose();
    },
  );
  const submit = (version: number) => {
    const entered = form.getFieldsValue(true) as ProposalForm;
    const changes = changesOf(entered, household);
    setUnchanged(changes === undefined);
    if (!changes) return;
    const sourceDocument = entered.sourceDocument?.trim();
    send.run({
      proposal: { ...changes, reason: entered.reason.trim(), validFrom: entered.validFrom, ...(sourceDocument ? { sourceDocument } : {}) },
      version,
    });
  };
  const isConflict = send.problem?.status === 412;
  const [latestIncome] = [...household.incomes].sort((a, b) => b.year - a.year || b.revision - a.revision);
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={560}
      title={t('title')}
      destroyOnHidden
      mask={{ closable: false }}
      footer={
        <div className="row">
          <Button type="primary" loading={send.isPending} onClick={() => form.submit()}>
            {t('send')}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <span role="alert">{unchanged ? t('nothingChanged') : ''}</span>
        </div>
      }
    >
      <Form<ProposalForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        scrollToFirstError
        onFinish={() => submit(seen)}
        initialValues={{
          kind: 'members',
          cause: { mainCause: household.mainCause, secondaryCauses: [...household.secondaryCauses] },
          category: { category: household.category },
          living: household.living,
          bank: { bankName: household.bankName ?? undefined },
          group: { groupName: household.groupName ?? undefined },
          ...(latestIncome ? { income: entriesOf(latestIncome) } : {}),
        }}
      >
        <p style={{ marginBottom: 12 }}>{t('text')}</p>
        <Form.Item name="kind" label={t('what')}>
          <Select options={kinds.map((value) => ({ value, label: names(`kind_${value}`) }))} />
        </Form.Item>
        {kind === 'identity' ? <IdentityPart household={household} /> : null}
        {kind === 'members' ? <MembersPart household={household} /> : null}
        {kind === 'income' ? <IncomePart household={household} /> : null}
        {kind === 'cause' ? <CausePart /> : null}
        {kind === 'category' ? <CategoryPart /> : null}
        {kind === 'living' ? <LivingPart /> : null}
        {kind === 'bank' ? <BankPart household={household} /> : null}
        {kind === 'group' ? <GroupPart /> : null}
        <Form.Item
          name="validFrom"
          label={t('validFrom')}
          rules={[{ required: true, message: t('validFromNeeded') }]}
          style={{ marginTop: 18 }}
        >
          <DateField />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, min: 2, message: t('reasonNeeded') }]}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item name="sourceDocument" label={t('document')}>
          <Input maxLength={200} placeholder={t('documentHint')} />
        </Form.Item>
      </Form>
      {isConflict ? <Conflict householdId={household.id} seen={seen} isPending={send.isPending} onSaveAnyway={submit} /> : null}
      {send.problem && !isConflict ? <ProblemView error={send.problem} /> : null}
    </Drawer>
  );
}
