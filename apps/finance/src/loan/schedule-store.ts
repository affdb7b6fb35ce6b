import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run, type Handle } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import type { Repayment } from '../loan-schedule/arrears.js';
import { loanSchedule, type Instalment } from '../loan-schedule/loan-schedule.js';
import type { LoanEvents, LoanTerms, Prepayment } from '../loan-schedule/loan-terms.js';
import type { Position } from './repayment.rules.js';
import type { LoanRow } from './loan-rows.js';
import { penaltyBasisOf } from './penalty-basis.js';

interface Happened {
  drawings: LoanTerms['drawings'] | null;
  prepayments: Prepayment[] | null;
  rates: NonNullable<LoanEvents['rateChanges']> | null;
  extensions: NonNullable<LoanEvents['extensions']> | null;
  repayments: Repayment[] | null;
  lostOn: PlainDate | null;
}

const HAPPENED = `select
    (select json_agg(json_build_object('on', m.on_date, 'amountFen', m.principal_fen) order by m.position) from loan_movement m where m.loan_id = $1::uuid and m.kind = 'drawing'
      and not exists (select from loan_movement r where r.reverses = m.id)) as drawings,
    (select json_agg(json_build_object('on', m.on_date, 'amountFen', m.prepaid_fen, 'effect', m.effect) order by m.position) from loan_movement m
      where m.loan_id = $1::uuid and m.kind = 'repayment' and m.prepaid_fen > 0 and not exists (select from loan_movement r where r.reverses = m.id)) as prepayments,
    (select json_agg(json_build_object('from', c.from_date, 'annualRatePpm', c.annual_rate_ppm) order by c.from_date) from loan_change c where c.loan_id = $1::uuid and c.kind = 'rate') as rates,
    (select json_agg(json_build_object('on', c.from_date, 'addedPeriods', c.added_periods)) from loan_change c where c.loan_id = $1::uuid and c.kind = 'extension') as extensions,
    (select json_agg(json_build_object('on', m.on_date, 'amountFen', m.lines_fen) order by m.position) from loan_movement m
      where m.loan_id = $1::uuid and m.kind = 'repayment' and m.lines_fen > 0 and not exists (select from loan_movement r where r.reverses = m.id)) as repayments,
    (select min(m.on_date)::text from loan_movement m where m.loan_id = $1::uuid and m.kind in ('compensation', 'writeOff')
      and not exists (select from loan_movement r where r.reverses = m.id)) as "lostOn"`;

/**
 * What was drawn and has happened, as the schedule wants it.
 *
 * @param policy for who asks about penalty interest
 * @returns undefined before the first drawing
 */
export async function positionOf(handle: Handle, row: LoanRow, policy?: PolicySnapshot): Promise<Position | undefined> {
  const { id, terms, linesPaidFen } = row;
  const [happened] = await run<Happened>(handle, HAPPENED, [id]);
  if (!terms || !happened?.drawings) return undefined;
  return {
    terms: { ...terms, drawings: happened.drawings },
    events: {
      prepayments: happened.prepayments ?? [],
      rateChanges: happened.rates ?? [],
      extensions: happened.extensions ?? [],
    },
    linesPaidFen,
    ...(policy
      ? {
          penalty: {
            basis: await penaltyBasisOf(handle, row, policy),
            repayments: happened.repayments ?? [],
            ...{ paidFen: row.penaltyPaidFen, waivedFen: row.penaltyWaivedFen, endsOn: happened.lostOn ?? undefined },
          },
        }
      : {}),
  };
}

/** Writes the lines anew from what happened; the last due date is the end of the loan. Without a drawing there are none. */
export async function rewriteSchedule(handle: Handle, row: LoanRow): Promise<Instalment[]> {
  const position = await positionOf(handle, row);
  if (!position) {
    await run(handle, 'delete from loan_instalment where loan_id = $1::uuid', [row.id]);
    await run(handle, 'update loan set matures_on = null where id = $1::uuid', [row.id]);
    row.maturesOn = null;
    return [];
  }
  const lines = loanSchedule(position.terms, position.events);
  let cumulative = 0;
  const sums = lines.map(({ principalDueFen, interestDueFen }) => (cumulative += principalDueFen + interestDueFen));
  await run(handle, 'delete from loan_instalment where loan_id = $1::uuid', [row.id]);
  await run(
    handle,
    `insert into loan_instalment (loan_id, number, bank_code, village_code, from_date, due_on, opening_fen, drawn_fen, prepaid_fen, principal_fen, interest_fen, closing_fen, cumulative_fen)
     select $1::uuid, i.number, $2, $3, i.from_date, i.due_on, i.opening, i.drawn, i.prepaid, i.principal, i.interest, i.closing, i.cumulative
     from unnest($4::int[], $5::date[], $6::date[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[])
       as i (number, from_date, due_on, opening, drawn, prepaid, principal, interest, closing, cumulative)`,
    [
      ...[row.id, row.bankCode, row.villageCode],
      ...[lines.map(({ number }) => number), lines.map(({ from }) => from), lines.map(({ dueOn }) => dueOn)],
      ...[lines.map(({ openingFen }) => openingFen), lines.map(({ drawnFen }) => drawnFen), lines.map(({ prepaidFen }) => prepaidFen)],
      ...[lines.map(({ principalDueFen }) => principalDueFen), lines.map(({ interestDueFen }) => interestDueFen)],
      ...[lines.map(({ closingFen }) => closingFen), sums],
    ],
  );
  const maturesOn = (lines.at(-1) as Instalment).dueOn;
  await run(handle, 'update loan set matures_on = $2::date where id = $1::uuid', [row.id, maturesOn]);
  row.maturesOn = maturesOn;
  return lines;
}

/** The last day on which something was recorded: nothing is recorded before it. A lapse has no day of its own, it follows from another. */
export async function lastDayOf(handle: Handle, loanId: string): Promise<PlainDate | undefined> {
  const [row] = await run<{ day: PlainDate | null }>(
    handle,
    `select greatest((select max(on_date) from loan_movement m where m.loan_id = $1::uuid and m.kind not in ('reversal', 'lapse') and not exists (select from loan_movement r where r.reverses = m.id)),
       (select max(from_date) from loan_change where loan_id = $1::uuid))::text as day`,
    [loanId],
  );
  return row?.day ?? undefined;
}

/** Whether something had fallen due before a day and was not paid by it, whatever was paid later. */
export async function isLateOn(handle: Handle, { id }: Pick<LoanRow, 'id'>, on: PlainDate): Promise<boolean> {
  const [due] = await run<{ isLate: boolean }>(
    handle,
    `select coalesce((select max(cumulative_fen) from loan_instalment where loan_id = $1::uuid and due_on < $2::date), 0)
       > coalesce((select sum(m.lines_fen) from loan_movement m where m.loan_id = $1::uuid and m.kind = 'repayment' and m.on_date <= $2::date
           and not exists (select from loan_movement r where r.reverses = m.id)), 0) as "isLate"`,
    [id, on],
  );
  return due?.isLate ?? false;
}
