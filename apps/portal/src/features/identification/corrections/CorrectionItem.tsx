import { App, Button, Checkbox } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { decideCorrection, type Correction, type CorrectionDecision } from '../../../api/identification/corrections.js';
import { useCommand } from '../../../api/useCommand.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { informedDepartments } from '../../../layout/departments.js';
import { useMay, useSession } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { householdAddress } from '../household-list/household-filter.js';
import { correctionMessages } from './correction.messages.js';
import { ShownChanges } from './ShownChanges.js';

const tones: Readonly<Record<Correction['status'], Tone>> = {
  proposed: 'waiting',
  approved: 'done',
  rejected: 'stopped',
  withdrawn: 'stopped',
};
const doneMessage = { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' } as const;

export function CorrectionItem({ correction }: { readonly correction: Correction }) {
  const t = useMessages(correctionMessages);
  const areaName = useAreaName();
  return (
    <article className="panel">
      <div className="panel-head" style={{ marginBottom: 4 }}>
        <h2>
          <Link to={householdAddress(correction.householdId)}>{correction.headName}</Link> · {t(`kind_${correction.kind}`)}
        </h2>
        <StatusTag tone={tones[correction.status]}>{t(`status_${correction.status}`)}</StatusTag>
      </div>
      <p className="soft">
        {areaName(correction.villageCode)} ·{' '}
        {t('proposedBy', { name: correction.proposedBy.name, at: formatInstant(correction.proposedAt), date: correction.validFrom })}
      </p>
      <ShownChanges changes={correction.shown} />
      <p>{t('reasonIs', { reason: correction.reason })}</p>
      {correction.sourceDocument ? <p>{t('basis', { document: correction.sourceDocument })}</p> : null}
      {correction.decidedBy && correction.decidedAt ? (
        <p className="soft">
          {t('decidedBy', { name: correction.decidedBy.name, at: formatInstant(correction.decidedAt) })}
          {correction.decisionReason ? ` · ${t('decisionIs', { reason: correction.decisionReason })}` : ''}
        </p>
      ) : null}
      {correction.status === 'proposed' ? <Decision correction={correction} /> : null}
    </article>
  );
}

function Decision({ correction }: { readonly correction: Correction }) {
  const t = useMessages(correctionMessages);
  const may = useMay();
  const { account } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [open, setOpen] = useState<CorrectionDecision>();
  const [compared, setCompared] = useState(false);
  const decide = useCommand(
    ({ decision, reason }: { decision: CorrectionDecision; reason: string }, key) =>
      decideCorrection(
        correction.id,
        decision,
        { ...(reason ? { reason } : {}), ...(decision === 'approve' && compared ? { householdVersion: correction.currentVersion } : {}) },
        key,
      ),
    (_, { decision }) => {
      setOpen(undefined);
      void message.success(t(doneMessage[decision], { count: informedDepartments.length }));
      void client.invalidateQueries({ queryKey: ['corrections'] });
      void client.invalidateQueries({ queryKey: ['household', correction.householdId] });
    },
  );
  const isOwn = correction.proposedBy.id === account.id;
  const mayDecide = may('correction.decide');
  const hasChanged = correction.currentVersion !== undefined && correction.currentVersion !== correction.householdVersion;
  const why = isOwn ? t('ownProposal') : mayDecide ? undefined : t('notYours');
  const whyId = `why-${correction.id}`;
  return (
    <div className="stack no-print" style={{ gap: 6, marginTop: 10 }}>
      {hasChanged && !why ? (
        <>
          <p>{t('changedSince', { from: correction.householdVersion, to: correction.currentVersion })}</p>
          <Checkbox checked={compared} onChange={(event) => setCompared(event.target.checked)}>
            {t('confirmChanged')}
          </Checkbox>
        </>
      ) : null}
      <div className="row">
        <Button
          type="primary"
          disabled={Boolean(why) || (hasChanged && !compared)}
          {...(why ? { 'aria-describedby': whyId } : {})}
          onClick={() => setOpen('approve')}
        >
          {t('approve')}
        </Button>
        <Button disabled={Boolean(why)} {...(why ? { 'aria-describedby': whyId } : {})} onClick={() => setOpen('reject')}>
          {t('reject')}
        </Button>
        {isOwn ? <Button onClick={() => setOpen('withdraw')}>{t('withdraw')}</Button> : null}
        {why ? <span id={whyId}>{why}</span> : null}
      </div>
      {open ? (
        <ReasonDialog
          open
          title={t(`${open}Title`)}
          confirm={t(open)}
          {...(open === 'approve' ? { label: t('remark'), required: false } : {})}
          isPending={decide.isPending}
          problem={decide.problem}
          onConfirm={(reason) => decide.run({ decision: open, reason })}
          onClose={() => {
            setOpen(undefined);
            decide.forget();
          }}
        >
          <ShownChanges changes={correction.shown} />
        </ReasonDialog>
      ) : null}
    </div>
  );
}
