import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { Database, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { SealedCursors } from '@jingzhun/vault';
import { CHANGED, CHANGED_PAYEES, type ChangedPayees } from './payees.js';
import { FOUND_AND_ASKED, PAYEE_FINDINGS, type PayeeFindings } from './payee-findings.js';
import { PAYEE_SHOWN, shownTo } from './payee-shown.js';
import { PayableCauses } from './payable-causes.js';
import { leftForTheNext } from './batch-caps.js';
import { TOTALS } from './batch-totals.js';
import type {
  BatchPlaces,
  BatchTotals,
  ForTheNextBatch,
  Payment,
  PaymentBatch,
  PaymentBatchList,
  PaymentList,
  PaymentsQuery,
} from './payment.dto.js';
import { BatchNotFound } from './payment.errors.js';

/** Name of the institution that is paid for the household of `p`; null: the household itself. */
export const PAID_TO = `case when p.institution_id is not null then coalesce((select a.holder_name from payment_account a where a.id = p.account_id),
      (select a.holder_name from payment_account a where a.payee_id = p.payee_id and a.closed_at is null)) end`;

const BATCH = `select b.id, b.number, b.title, b.benefit, b.fund_code as "fundCode", b.state, b.version,
    case when b.declared_at is null then null else json_build_object('count', b.declared_count, 'sumFen', b.declared_sum_fen, 'digest', b.declared_digest) end as declared,
    b.entered_by_name as "enteredByName", b.declared_by_name as "declaredByName", b.approved_by_name as "approvedByName", b.payees_approved_by_name as "payeesApprovedByName", b.sent_by_name as "sentByName",
    coalesce((select json_object_agg(state, json_build_object('count', n, 'sumFen', total)) from (select state, count(*) as n, sum(amount_fen) as total
       from payment p where p.batch_id = b.id group by state) s), '{}') as "byState",
    (select count(*) from payment p where p.batch_id = b.id and p.state in ('prepared', 'approved', 'returned') and not exists (
       select from payment_account a where a.payee_id = p.payee_id and a.closed_at is null))::int as "withoutAccount",
    (select coalesce(json_agg(json_build_object('householdNumber', o.household_number, 'amountFen', o.amount_fen, 'because', o.because, 'reason', o.reason, 'batchWas', o.batch_was,
       'takenAt', to_char(o.taken_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'takenByName', o.taken_by_name) order by o.taken_at desc, o.id), '[]')
     from payment_taken_out o where o.batch_id = b.id) as "takenOut",
    coalesce((select max(file_number) from payment_attempt a where a.batch_id = b.id), 0)::int as files,
    (select coalesce(json_agg(json_build_object('id', i.id, 'creditCode', i.credit_code, 'name', s.name, 'count', s.n, 'sumFen', s.total) order by i.credit_code), '[]')
     from (select p.institution_id, max(${PAID_TO}) as name, count(*) as n, sum(p.amount_fen) as total from payment p
           where p.batch_id = b.id and p.institution_id is not null group by p.institution_id) s join payee_institution i on i.id = s.institution_id) as institutions
  from payment_batch b`;

const PAYMENT = `with ${FOUND_AND_ASKED}
  select p.id, p.batch_id as "batchId", p.household_id as "householdId", p.person_id as "personId", p.village_code as "villageCode",
    p.household_number as "householdNumber", p.head_name as "headName", p.amount_fen as "amountFen", p.recovered_fen::float8 as "recoveredFen", p.cause_type as "causeType", p.cause_id as "causeId",
    p.state, p.attempt, p.paid_on as "paidOn",
    coalesce((select t.account_masked from payment_attempt t where t.payment_id = p.id and t.attempt = p.attempt),
      (select a.account_masked from payment_account a where a.id = p.account_id),
      (select a.account_masked from payment_account a where a.payee_id = p.payee_id and a.closed_at is null)) as "accountMasked",
    ${PAID_TO} as "paidTo", ${PAYEE_SHOWN} as payee,
    (select json_build_object('accountMasked', a.account_masked, 'bankName', a.bank_name, 'holderName', a.holder_name, 'recordedByName', a.recorded_by_name,
       'sharedWith', (select count(distinct o.payee_id) from payment_account o where o.account_index = a.account_index and o.payee_id <> a.payee_id and o.closed_at is null))
     from (${CHANGED}) c join payment_account a on a.id = c."newAccount" where c.id = p.id) as "payeeChange",
    case when p.state = 'returned' then (select r.reason from payment_attempt t join payment_result r on r.attempt_id = t.id
      where t.payment_id = p.id and r.outcome = 'returned' order by r.recorded_at desc, r.position desc limit 1) end as "returnReason",
    case when p.state = 'returned' then (select o.proposed_by_name from money_order o where o.payment_id = p.id and o.state = 'proposed' and o.kind = 'paymentGivenUp') end
      as "giveUpProposedByName"
  from payment p left join found f on f.payee_id = p.payee_id left join asked q on q.payee_id = p.payee_id`;

@Injectable()
export class PaymentQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
    @Inject(PayableCauses) private readonly causes: PayableCauses,
  ) {}

  batches(principal: Principal): Promise<PaymentBatchList> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const rows = await run<BatchWithoutTotals>(client, `${BATCH} order by b.number desc limit 200`);
      return { items: await withTotals(client, rows) };
    });
  }

  /** @throws BatchNotFound */
  batch(principal: Principal, id: string): Promise<PaymentBatch> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const [row] = await run<BatchWithoutTotals>(client, `${BATCH} where b.id = $1::uuid`, [id]);
      if (!row) throw new BatchNotFound();
      return (await withTotals(client, [row]))[0] as PaymentBatch;
    });
  }

  /** Which village gets how much, of the own area; what was given up is nobody's. @throws BatchNotFound */
  async places(principal: Principal, batchId: string): Promise<BatchPlaces> {
    await this.batch(principal, batchId);
    return this.database.connection(sessionOf(principal), async (client) => ({
      items: await run<BatchPlaces['items'][number]>(
        client,
        `select h.village_code as "villageCode", count(*)::int as households, sum(h.n)::int as payments, sum(h.total)::float8 as "sumFen", max(h.total)::float8 as "mostFen"
         from (select p.village_code, p.household_id, count(*) as n, sum(p.amount_fen) as total from payment p
               where p.batch_id = $1::uuid and p.state <> 'givenUp' group by p.village_code, p.household_id) h
         group by h.village_code order by h.village_code`,
        [batchId],
      ),
    }));
  }

  /** By name, of the own area: approved, and paid with a later batch because this one holds what a household gets in one. @throws BatchNotFound */
  async forTheNext(principal: Principal, batchId: string): Promise<ForTheNextBatch> {
    await this.batch(principal, batchId);
    return this.database.connection(sessionOf(principal), async (client) => {
      const items = await leftForTheNext(client, batchId);
      return { count: items.length, sumFen: items.reduce((sum, { amountFen }) => sum + amountFen, 0), items: items.slice(0, 500) };
    });
  }

  payments(principal: Principal, batchId: string, { state, payee, area, cursor, limit }: PaymentsQuery): Promise<PaymentList> {
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    const list = `payments ${batchId}`;
    const [number, id] = cursor ? this.cursors.open(list, principal.accountId, cursor) : [null, null];
    return this.database.connection(sessionOf(principal), async (client) => {
      const rows = await run<Omit<Payment, 'partsTakenBack'>>(
        client,
        `${PAYMENT} where p.batch_id = $1::uuid and ($2::text is null or p.state = $2) and ($3::text is null or (p.household_number, p.id) > ($3, $4::uuid))
           and ($6::text is null or ($6 = 'changed' and p.id in (select c.id from (${CHANGED}) c where c.batch = $1::uuid)) or ($6 = 'finding' and q.account_id is not null))
           and p.village_code between $7 and $8
         order by p.household_number, p.id limit $5`,
        [batchId, state ?? null, number, id, limit + 1, payee ?? null, from, to],
      );
      const items = rows.slice(0, limit).map((row): Payment => ({
        ...row,
        payee: shownTo(principal, row.payee),
        partsTakenBack: this.causes.find(row.causeType)?.partsTakenBack ?? 'none',
      }));
      const last = rows.length > limit ? items.at(-1) : undefined;
      return { items, nextCursor: last ? this.cursors.seal(list, principal.accountId, [last.householdNumber, last.id]) : null };
    });
  }
}

type BatchWithoutTotals = Omit<PaymentBatch, 'totals' | 'changedPayees' | 'payeeFindings'>;

async function withTotals(client: Handle, rows: readonly BatchWithoutTotals[]): Promise<PaymentBatch[]> {
  type Counted = { totals: BatchTotals; changedPayees: ChangedPayees; payeeFindings: PayeeFindings };
  const found = await run<BatchTotals & { id: string; changed: ChangedPayees; findings: PayeeFindings }>(
    client,
    `select b.id, t.*, to_jsonb(c) as changed, to_jsonb(n) as findings from payment_batch b cross join lateral (${TOTALS.replace('$1::uuid', 'b.id')}) t
       cross join lateral (${CHANGED_PAYEES.replace('$1::uuid', 'b.id')}) c cross join lateral (${PAYEE_FINDINGS}) n where b.id = any ($1::uuid[])`,
    [rows.map(({ id }) => id)],
  );
  const counted = new Map(
    found.map(({ id, count, sumFen, digest, changed, findings }): [string, Counted] => [
      id,
      { totals: { count, sumFen: Number(sumFen), digest }, changedPayees: changed, payeeFindings: findings },
    ]),
  );
  return rows.map((row) => ({ ...row, ...(counted.get(row.id) as Counted) }));
}
