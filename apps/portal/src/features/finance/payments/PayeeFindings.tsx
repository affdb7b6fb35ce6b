import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { stepBatch, type Batch, type Payment } from '../../../api/finance/payments.js';
import { useCommand } from '../../../api/useCommand.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { formatCount, formatInstant, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { PayeeNotes } from './PayeeNotes.js';
import { payeeMessages } from './payees.messages.js';
import { useBatchChanged, usePayments } from './useBatch.js';

/** Accounts of several payees, or of who is no member of the household: an approver says why it is right, once for an account. */
export function PayeeFindings({ batch }: { readonly batch: Batch }) {
  const t = useMessages(payeeMessages);
  const may = useMay();
  const isOfCounty = useSession().account.area.length === 6;
  const { message } = App.useApp();
  const changed = useBatchChanged();
  const query = usePayments(batch, { payee: 'finding' });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isAsking, setAsking] = useState(false);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const canAnswer = batch.state !== 'draft' && isOfCounty && may('payment.approve');
  const findings = [
    ...new Map(
      items.flatMap(({ payee }) =>
        payee?.accountId && payee.digest && chosen.has(payee.accountId) ? [[payee.accountId, payee.digest]] : [],
      ),
    ),
  ];
  const answer = useCommand(
    (reason: string, key) =>
      stepBatch(batch, 'payee-answers', { findings: findings.map(([accountId, digest]) => ({ accountId, digest })), reason }, key),
    (next) => {
      setAsking(false);
      setChosen(new Set());
      void message.success(t('done'));
      changed(next);
    },
  );
  const choose = (accountId: string, isChosen: boolean): void =>
    setChosen(new Set(isChosen ? [...chosen, accountId] : [...chosen].filter((one) => one !== accountId)));
  const { count, unanswered } = batch.payeeFindings;
  return (
    <section className="panel no-print" aria-label={t('payeeFindings')}>
      <h2>{t('payeeFindings')}</h2>
      <p role="status">
        {t(unanswered > 0 ? 'payeeFindingsLead' : 'payeeFindingsDone', { count: formatCount(count), unanswered: formatCount(unanswered) })}
      </p>
      {query.isPending ? <Loading rows={2} /> : null}
      <ul className="plain-list divided">
        {items.map((payment) => (
          <Found
            key={payment.id}
            payment={payment}
            isChosen={chosen.has(payment.payee?.accountId ?? '')}
            {...(canAnswer ? { onChoose: choose } : {})}
          />
        ))}
      </ul>
      <div className="row" style={{ marginTop: 8 }}>
        <MoreButton query={query} />
        {canAnswer && unanswered > 0 ? (
          <Button type="primary" disabled={findings.length === 0} onClick={() => setAsking(true)}>
            {t('answerPayees', { count: formatCount(findings.length) })}
          </Button>
        ) : null}
      </div>
      {isAsking ? (
        <ReasonDialog
          open
          title={t('answerPayees', { count: formatCount(findings.length) })}
          confirm={t('ok')}
          hint={t('answerHint')}
          isPending={answer.isPending}
          problem={answer.problem}
          onConfirm={(reason) => answer.run(reason)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </section>
  );
}

interface FoundProps {
  readonly payment: Payment;
  readonly isChosen: boolean;
  readonly onChoose?: (accountId: string, isChosen: boolean) => void;
}

function Found({ payment, isChosen, onChoose }: FoundProps) {
  const t = useMessages(payeeMessages);
  const { payee } = payment;
  if (!payee) return null;
  const { accountId, digest, answer } = payee;
  return (
    <li>
      <p className="row" style={{ justifyContent: 'space-between' }}>
        {onChoose && accountId && digest && !answer ? (
          <Checkbox checked={isChosen} onChange={({ target }) => onChoose(accountId, target.checked)}>
            <strong>{payment.headName}</strong>
          </Checkbox>
        ) : (
          <strong>{payment.headName}</strong>
        )}
        <span>{formatYuan(payment.amountFen)}</span>
      </p>
      <p>{payment.payeeChange?.accountMasked ?? payment.accountMasked}</p>
      <PayeeNotes payment={payment} />
      {answer ? (
        <p className="soft">{t('payeeAnswered', { reason: answer.reason, who: answer.byName, at: formatInstant(answer.at) })}</p>
      ) : null}
    </li>
  );
}
