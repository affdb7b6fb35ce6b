import { App, Button } from 'antd';
import { useState } from 'react';
import { stepBatch, type Batch, type BatchDeed } from '../../../api/finance/payments.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { causeOfBatch } from './benefits.js';
import { paymentMessages } from './payments.messages.js';
import { DeclareDialog } from './DeclareDialog.js';
import { useBatchChanged } from './useBatch.js';

type Word = 'add' | 'declare' | 'approve' | 'refuse' | 'takeBack' | 'reopen' | 'cancelBatch' | 'send' | 'resend';
interface Deed {
  readonly deed: BatchDeed;
  readonly word: Word;
  readonly needs: string;
  readonly who: 'officer' | 'approver' | 'cashier';
  readonly isMain?: boolean;
  readonly reason?: boolean;
  /** Asked for in a dialog of its own. */
  readonly totals?: boolean;
}

/** What can be done with a batch where it stands; the service refuses the same way. */
export function deedsOf(batch: Batch): readonly Deed[] {
  const count = batch.totals.count;
  // confirmed where they are listed, before anything else
  const isChanged = batch.changedPayees.count > 0;
  // answered where they are listed; nothing is approved before
  const isAsked = batch.payeeFindings.unanswered > 0;
  switch (batch.state) {
    case 'draft':
      return [
        ...(causeOfBatch(batch.benefit)
          ? [{ deed: 'payments', word: 'add', needs: 'payment.prepare', who: 'officer', isMain: count === 0 } as const]
          : []),
        ...(count > 0
          ? [{ deed: 'declare', word: 'declare', needs: 'payment.prepare', who: 'officer', isMain: true, totals: true } as const]
          : []),
        { deed: 'cancel', word: 'cancelBatch', needs: 'payment.prepare', who: 'officer', reason: true },
      ];
    case 'declared':
      return [
        ...(isChanged || isAsked
          ? []
          : [{ deed: 'approve', word: 'approve', needs: 'payment.approve', who: 'approver', isMain: true } as const]),
        { deed: 'refuse', word: 'refuse', needs: 'payment.approve', who: 'approver', reason: true },
        { deed: 'reopen', word: 'reopen', needs: 'payment.prepare', who: 'officer', reason: true, isMain: isChanged },
      ];
    case 'approved':
      return [
        ...(isChanged ? [] : [{ deed: 'send', word: 'send', needs: 'payment.send', who: 'cashier', isMain: true } as const]),
        { deed: 'refuse', word: 'takeBack', needs: 'payment.approve', who: 'approver', reason: true },
      ];
    case 'sent':
      return batch.byState['returned'] && !isChanged
        ? [{ deed: 'resend', word: 'resend', needs: 'payment.send', who: 'cashier', isMain: true }]
        : [];
    case 'settled':
    case 'cancelled':
      return [];
  }
}

const bodyOf = (batch: Batch, deed: BatchDeed, reason: string | undefined): object => {
  if (deed === 'payments') return { causeType: causeOfBatch(batch.benefit) };
  return reason === undefined ? {} : { reason };
};

/** The next step of a batch and whose it is. */
export function BatchSteps({ batch }: { readonly batch: Batch }) {
  const t = useMessages(paymentMessages);
  const may = useMay();
  const isOfCounty = useSession().account.area.length === 6;
  const { message } = App.useApp();
  const changed = useBatchChanged();
  const [asking, setAsking] = useState<Deed>();
  const step = useCommand(
    ({ deed, reason }: { deed: BatchDeed; reason?: string; version: number }, key) =>
      stepBatch(batch, deed, bodyOf(batch, deed, reason), key),
    (next) => {
      setAsking(undefined);
      void message.success(t('done'));
      changed(next);
    },
  );
  const deeds = deedsOf(batch);
  const mine = deeds.filter(({ needs }) => isOfCounty && may(needs));
  const main = deeds.find(({ isMain }) => isMain);
  return (
    <section className="panel no-print" aria-label={t('next')}>
      <h2>{t('next')}</h2>
      {deeds.length === 0 || (batch.state === 'approved' && batch.changedPayees.count > 0) ? (
        <p className="soft">{t(batch.changedPayees.count > 0 ? 'payeesFirst' : batch.state === 'sent' ? 'bank' : 'ended')}</p>
      ) : null}
      {!isOfCounty && deeds.some(({ needs }) => may(needs)) ? <p role="status">{t('wholeCounty')}</p> : null}
      {main && !may(main.needs) ? <p className="soft">{t('notYours', { who: t(main.who) })}</p> : null}
      {batch.state === 'draft' && !causeOfBatch(batch.benefit) ? <p role="status">{t('unknownSource')}</p> : null}
      {batch.state === 'declared' && batch.payeeFindings.unanswered > 0 ? <p role="status">{t('payeesToAnswer')}</p> : null}
      {batch.withoutAccount > 0 ? <p role="status">{t('withoutAccount', { count: formatCount(batch.withoutAccount) })}</p> : null}
      <div className="row" style={{ marginTop: 8 }}>
        {mine.map((one) => (
          <Button
            key={one.word}
            type={one.isMain ? 'primary' : 'default'}
            loading={step.isPending && !one.reason && !one.totals && one.isMain === true}
            onClick={() => (one.reason || one.totals ? setAsking(one) : step.run({ deed: one.deed, version: batch.version }))}
          >
            {t(one.word)}
          </Button>
        ))}
      </div>
      {step.problem && !asking ? <ProblemView error={step.problem} /> : null}
      {asking?.totals ? (
        <DeclareDialog
          batch={batch}
          onDone={(next) => {
            setAsking(undefined);
            void message.success(t('done'));
            changed(next);
          }}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
      {asking?.reason ? (
        <ReasonDialog
          open
          title={t(asking.word)}
          confirm={t('ok')}
          isPending={step.isPending}
          problem={step.problem}
          onConfirm={(reason) => step.run({ deed: asking.deed, reason, version: batch.version })}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
    </section>
  );
}
