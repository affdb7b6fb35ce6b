import { App, Button } from 'antd';
import { stepBatch, type Batch, type Payment } from '../../../api/finance/payments.js';
import { useCommand } from '../../../api/useCommand.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { payeeMessages } from './payees.messages.js';
import { useBatchChanged, usePayments } from './useBatch.js';

/** Households that have another account than the one declared or approved; an approver who has seen them all says that they are right. */
export function ChangedPayees({ batch }: { readonly batch: Batch }) {
  const t = useMessages(payeeMessages);
  const may = useMay();
  const isOfCounty = useSession().account.area.length === 6;
  const { message } = App.useApp();
  const changed = useBatchChanged();
  const query = usePayments(batch, { payee: 'changed' });
  const confirm = useCommand(
    (_: unknown, key) => stepBatch(batch, 'payees', batch.changedPayees, key),
    (next) => {
      void message.success(t('done'));
      changed(next);
    },
  );
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const isDeclared = batch.state === 'declared';
  const hasSeenAll = query.data !== undefined && !query.hasNextPage;
  return (
    <section className="panel no-print" aria-label={t('changedPayees')}>
      <h2>{t('changedPayees')}</h2>
      <p role="status">{t(isDeclared ? 'changedDeclared' : 'changedApproved', { count: formatCount(batch.changedPayees.count) })}</p>
      {query.isPending ? <Loading rows={2} /> : null}
      <ul className="plain-list divided">
        {items.map((payment) => (
          <ChangedPayee key={payment.id} payment={payment} />
        ))}
      </ul>
      <div className="row" style={{ marginTop: 8 }}>
        <MoreButton query={query} />
        {!isDeclared && isOfCounty && may('payment.approve') ? (
          <Button
            type="primary"
            disabled={!hasSeenAll || batch.payeeFindings.unanswered > 0}
            loading={confirm.isPending}
            onClick={() => confirm.run(undefined)}
          >
            {t('confirmPayees')}
          </Button>
        ) : null}
      </div>
      {confirm.problem ? <ProblemView error={confirm.problem} /> : null}
    </section>
  );
}

function ChangedPayee({ payment }: { readonly payment: Payment }) {
  const t = useMessages(payeeMessages);
  const { payeeChange: next } = payment;
  if (!next) return null;
  return (
    <li>
      <p className="row" style={{ justifyContent: 'space-between' }}>
        <strong>{payment.headName}</strong>
        <span>{formatYuan(payment.amountFen)}</span>
      </p>
      <p>{t('payeeFromTo', { before: payment.accountMasked ?? t('nobody'), after: next.accountMasked })}</p>
      <p className="soft">{t('payeeNew', { bank: next.bankName, holder: next.holderName, who: next.recordedByName })}</p>
      {payment.paidTo || next.holderName === payment.headName ? null : <p role="status">{t('payeeNotHead')}</p>}
      {next.sharedWith > 0 ? <p role="status">{t('payeeShared', { count: formatCount(next.sharedWith) })}</p> : null}
    </li>
  );
}
