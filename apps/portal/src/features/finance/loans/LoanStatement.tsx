import { App, Button } from 'antd';
import { useState } from 'react';
import { reverseMovement, type Loan, type LoanMovement } from '../../../api/finance/loans.js';
import { useCommand } from '../../../api/useCommand.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { MoneyTable } from '../money/MoneyTable.js';
import { loanMessages } from './loan.messages.js';
import { loanWordMessages } from './loan-words.messages.js';
import { useLoanChanged } from './useLoans.js';

/** The bank gave these their number; of all others the reference is our own, and says nothing to who compares it with a slip. */
const WITH_SLIP: readonly string[] = ['drawing', 'repayment', 'recovery'];

/** When what is to be paid, and how much of it is still open. */
export function LoanSchedule({ loan }: { readonly loan: Loan }) {
  const t = useMessages(loanMessages);
  const isPhone = useIsPhone();
  // a loss is recovered by its own sum, not by lines that were due
  const isLost = loan.lostFen > 0;
  const standing = (line: Loan['schedule'][number]): string =>
    line.isLate && !isLost
      ? `${formatYuan(line.openFen)} ${t('lineLate')}`
      : line.openFen === 0
        ? t('lineSettled')
        : formatYuan(line.openFen);
  return (
    <section className="panel" aria-label={t('schedule')}>
      <h2>{t('schedule')}</h2>
      {loan.schedule.length === 0 ? <p className="soft">{t('noSchedule')}</p> : null}
      {isLost ? <p className="soft">{t('scheduleOfLost')}</p> : null}
      {loan.schedule.length > 0 && isPhone ? (
        <ol className="plain-list divided">
          {loan.schedule.map((line) => (
            <li key={line.number}>
              <p>
                <strong>{line.dueOn}</strong> · {standing(line)}
              </p>
              <p className="soft">
                {t('principal')} {formatYuan(line.principalFen)} · {t('interest')} {formatYuan(line.interestFen)} · {t('closing')}{' '}
                {formatYuan(line.closingFen)}
              </p>
            </li>
          ))}
        </ol>
      ) : null}
      {loan.schedule.length > 0 && !isPhone ? (
        <MoneyTable
          label={t('schedule')}
          headings={[t('dueOn'), t('principal'), t('interest'), t('closing'), t('open')]}
          rows={loan.schedule.map((line) => ({
            key: String(line.number),
            cells: [line.dueOn, formatYuan(line.principalFen), formatYuan(line.interestFen), formatYuan(line.closingFen), standing(line)],
          }))}
        />
      ) : null}
    </section>
  );
}

/** Everything that was paid out and back, newest first; a mistake is reversed from the last one on. */
export function LoanStatement({ loan }: { readonly loan: Loan }) {
  const t = useMessages(loanMessages);
  const words = useMessages(loanWordMessages);
  const { message } = App.useApp();
  const changed = useLoanChanged();
  const [pressed, setPressed] = useState<LoanMovement>();
  const reverse = useCommand(
    ({ id, reason }: { id: string; reason: string }, key) => reverseMovement(loan.id, id, reason, key),
    () => {
      void message.success(t('taken', { step: t('reverse') }));
      changed();
      setPressed(undefined);
    },
  );
  const reversal = loan.next.find(({ step, mayDo }) => step === 'reverse' && mayDo);
  const missing = reversal?.checklist.filter(({ met }) => !met) ?? [];
  const language = useLanguage();
  return (
    <section className="panel" aria-label={t('statement')}>
      <h2>{t('statement')}</h2>
      {loan.movements.length === 0 ? <p className="soft">{t('noStatement')}</p> : null}
      <ul className="plain-list divided">
        {loan.movements.map((one) => (
          <li key={one.id}>
            <p>
              <strong>
                {one.on} · {words(`kind_${one.kind}`)}
                {one.reversedKind ? `（${words(`kind_${one.reversedKind}`)}）` : ''}
              </strong>
              {one.isReversed ? <span className="soft"> · {t('reversed')}</span> : null}
            </p>
            <p>{amountsOf(one, t)}</p>
            <p className="soft">
              {one.reference && WITH_SLIP.includes(one.reversedKind ?? one.kind) ? `${t('reference')} ${one.reference} · ` : ''}
              {one.byName}
            </p>
            {one.reason ? <p className="soft">{t('reasonWas', { reason: one.reason })}</p> : null}
            {one.canBeReversed && reversal ? (
              <>
                <Button size="small" disabled={missing.length > 0} aria-describedby={`why-${one.id}`} onClick={() => setPressed(one)}>
                  {t('reverse')}
                </Button>
                {missing.length > 0 ? (
                  <p id={`why-${one.id}`} className="soft">
                    {missing.map((need) => need[language]).join('；')}
                  </p>
                ) : null}
              </>
            ) : null}
          </li>
        ))}
      </ul>
      <ReasonDialog
        open={pressed !== undefined}
        title={pressed ? t('reverseWhat', { what: words(`kind_${pressed.kind}`), on: pressed.on, amounts: amountsOf(pressed, t) }) : ''}
        hint={t('reverseHint')}
        confirm={t('confirm')}
        isPending={reverse.isPending}
        problem={reverse.problem}
        onConfirm={(reason) => pressed && reverse.run({ id: pressed.id, reason })}
        onClose={() => setPressed(undefined)}
      />
    </section>
  );
}

function amountsOf(
  one: LoanMovement,
  t: (key: 'approved' | 'principal' | 'interest' | 'lost' | 'fundPaid' | 'recovered' | 'penalty') => string,
): string {
  const parts: [string, number][] = [
    [t('approved'), one.kind === 'approval' || one.kind === 'lapse' ? Math.abs(one.reservedFen) : 0],
    [t('principal'), Math.abs(one.principalFen)],
    [t('interest'), Math.abs(one.interestFen)],
    [t('penalty'), Math.abs(one.penaltyFen)],
    [t('lost'), Math.abs(one.lostFen)],
    [t('recovered'), Math.abs(one.recoveredFen)],
    [t('fundPaid'), (one.reversedKind ?? one.kind) === 'compensation' ? Math.abs(one.fundFen) : 0],
  ];
  return parts
    .filter(([, fen]) => fen > 0)
    .map(([name, fen]) => `${name} ${formatYuan(fen)}`)
    .join(' · ');
}
