import type { EntityManager } from '@mikro-orm/postgresql';
import { formatYuan, type Fen } from '@jingzhun/domain/money';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { run, type Handle } from '@jingzhun/persistence';
import { fitting, type Capped } from './batch-caps.rules.js';
import type { Payable, PayableSource } from './payable-causes.js';
import type { ForTheNextBatch } from './payment.dto.js';
import { BatchCapPassed } from './batch-cap.errors.js';
import { NothingToPay } from './payment.errors.js';

type Fit = readonly Payable[];

/**
 * What of all that waits goes into this batch: what passes a household's cap stays and waits for the next. What somebody chose goes in whole or
 * is refused.
 *
 * @throws BatchCapPassed, NothingToPay
 */
export async function withinCaps(em: EntityManager, source: PayableSource, batchId: string, waiting: Fit, isChosen: boolean): Promise<Fit> {
  if (!source.batchCaps || waiting.length === 0) return waiting;
  const there = await run<Pick<Payable, 'causeId' | 'householdId' | 'amountFen'>>(
    em,
    `select cause_id as "causeId", household_id as "householdId", amount_fen::float8 as "amountFen" from payment
     where batch_id = $1::uuid and cause_type = $2 and state <> 'givenUp'`,
    [batchId, source.causeType],
  );
  const caps = await source.batchCaps(
    em,
    [...there, ...waiting].map(({ causeId }) => causeId),
  );
  const capped = (rows: readonly (typeof there)[number][]): Capped[] =>
    rows.map((row) => ({ ...row, ...(caps.get(row.causeId) as { of: string; capFen: number }) }));
  const fits = fitting(capped(there), capped(waiting));
  const over = waiting.filter(({ causeId }) => !fits.has(causeId));
  if (over.length > 0 && (isChosen || fits.size === 0)) throw new BatchCapPassed(over.length, over.map(problemOf));
  if (fits.size === 0) throw new NothingToPay();
  return waiting.filter(({ causeId }) => fits.has(causeId));
}

/** A draft of before the cap was asked. @throws BatchCapPassed */
export async function assertWithinCaps(handle: Handle, batchId: string): Promise<void> {
  const rows = await run<{ causeId: string; amountFen: number }>(
    handle,
    `select p.cause_id as "causeId", p.amount_fen::float8 as "amountFen" from payment p
     join payment_batch_over_cap(array[$1::uuid]) o on o.household_id = p.household_id where p.batch_id = $1::uuid order by p.household_number, p.id`,
    [batchId],
  );
  if (rows.length > 0) throw new BatchCapPassed(rows.length, rows.map(problemOf));
}

/** Approved subsidies of the batch's fund whose household has so much in it that they would pass its cap. */
export async function leftForTheNext(handle: Handle, batchId: string): Promise<ForTheNextBatch['items']> {
  type Row = Capped & ForTheNextBatch['items'][number] & { isHere: boolean };
  const rows = await run<Row>(
    handle,
    `select a.id as "causeId", a.household_id as "householdId", a.household_number as "householdNumber", a.head_name as "headName", a.village_code as "villageCode",
       coalesce(p.amount_fen, a.amount_fen)::float8 as "amountFen", p.id is not null as "isHere", s.code as of, s.batch_cap_fen::float8 as "capFen"
     from payment_batch b join subsidy_scheme s on s.fund_code = b.fund_code join subsidy_application a on a.scheme_code = s.code
     left join payment p on p.cause_id = a.id and p.batch_id = b.id
     where b.id = $1::uuid and (case when p.id is null then a.state = 'approved' else p.state <> 'givenUp' end)
       and a.household_id in (select household_id from payment where batch_id = b.id and cause_type = 'subsidy-application')
     order by a.household_number, a.id`,
    [batchId],
  );
  const [here, waiting] = [rows.filter(({ isHere }) => isHere), rows.filter(({ isHere }) => !isHere)];
  const fits = fitting(here, waiting);
  const held = (householdId: string): number =>
    here.filter((one) => one.householdId === householdId).reduce((sum, { amountFen }) => sum + amountFen, 0);
  return waiting
    .filter(({ causeId }) => !fits.has(causeId))
    .map(({ causeId, householdId, householdNumber, headName, villageCode, amountFen }) => ({
      ...{ causeId, householdId, householdNumber, headName, villageCode, amountFen, hereFen: held(householdId) },
    }));
}

/** Whose it is says the list `for-the-next`; a refusal names nobody. */
const problemOf = ({ causeId, amountFen }: Pick<Payable, 'causeId' | 'amountFen'>, at: number): RefusalProblem => ({
  ...{ pointer: `/causes/${causeId}`, code: 'payment.batch-cap' },
  zh: `第 ${at + 1} 笔，${formatYuan(amountFen as Fen)} 元：加入后超过每户每批上限，请列入下一批。`,
  en: `No. ${at + 1}, ${formatYuan(amountFen as Fen)} yuan: would pass the cap of a household in one batch; pay it with the next.`,
});
