import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { PlainDate, plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import type {
  LedgerEntriesQuery,
  LedgerEntry,
  LedgerEntryList,
  LedgerPeriod,
  LedgerPeriodList,
  TrialBalance,
  TrialBalanceQuery,
} from './ledger.dto.js';
import { LedgerEntryNotFound } from './ledger.errors.js';

const BALANCES = `select a.code, a.name_zh as "nameZh", a.name_en as "nameEn", a.kind,
    coalesce(sum(l.amount_fen) filter (where l.amount_fen > 0), 0)::bigint as "debitFen",
    coalesce(-sum(l.amount_fen) filter (where l.amount_fen < 0), 0)::bigint as "creditFen"
  from ledger_account a
  left join (ledger_line l join ledger_entry e on e.id = l.entry_id and e.on_date <= $1::date
    and ($3::timestamptz is null or e.recorded_at < $3)) on l.account_code = a.code
  where ($2::text is null or a.fund_code = $2) and ($3::timestamptz is null or a.opened_at < $3)
  group by a.code order by a.code`;

/** Where the cause can be looked at, or what it rests on: batch, loan, fund, bank. A reversal has that of the entry it takes back. */
const CAUSE = `json_build_object('type', e.cause_type, 'id', e.cause_id,
    'batchId', coalesce((select p.batch_id from payment p where p.id = c.id), (select t.batch_id from payment_attempt t where t.id = c.id),
      (select p.batch_id from payment_recovery r join payment p on p.id = r.payment_id where r.order_id = c.id)),
    'paidTo', (select v.name from payment p join payee_institution_version v on v.institution_id = p.institution_id and v.state = 'confirmed'
      where p.id = coalesce((select t.payment_id from payment_attempt t where t.id = c.id), (select r.payment_id from payment_recovery r where r.order_id = c.id), c.id)),
    'fundCode', coalesce((select f.fund_code from fund_change f where f.id = c.id), (select r.fund_code from risk_fund_change r where r.id = c.id), b.fund_code),
    'document', coalesce((select f.source_document from fund_change f where f.id = c.id), (select r.source_document from risk_fund_change r where r.id = c.id), b.source_document,
      (select o.source_document from money_order o where o.id = c.id and o.payment_id is not null)),
    'claimId', (select i.claim_id from interest_claim_line i where i.id = c.id),
    'loanId', (select m.loan_id from loan_movement m where m.id = c.id),
    'reference', (select m.reference from loan_movement m where m.id = c.id and m.kind in ('drawing', 'repayment', 'recovery')),
    'bankCode', coalesce((select m.bank_code from loan_movement m where m.id = c.id), (select r.bank_code from risk_fund_change r where r.id = c.id)))`;

/** @param known SQL of the instant before which it was recorded, or null: what was taken back later was not yet */
const entryAsKnown = (
  known: string,
): string => `select e.id, e.number, e.on_date as "on", coalesce(e.value_on, e.on_date) as "valueOn", e.kind, ${CAUSE} as cause, e.text, e.reverses,
    (select r.id from ledger_entry r where r.reverses = e.id and (${known} is null or r.recorded_at < ${known})) as "reversedBy", e.account_name as "accountName",
    to_char(e.recorded_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt",
    (select coalesce(json_agg(json_build_object('account', l.account_code, 'nameZh', a.name_zh, 'nameEn', a.name_en, 'amountFen', l.amount_fen, 'placeCode', l.place_code,
       'householdId', l.household_id) order by l.position), '[]')
      from ledger_line l join ledger_account a on a.code = l.account_code where l.entry_id = e.id) as lines
  from ledger_entry e cross join lateral (select coalesce((select o.cause_id from ledger_entry o where o.id = e.reverses), e.cause_id) as id) c
  left join lateral (select f.fund_code, f.source_document from interest_repayment r join fund_change f on f.id = r.fund_change_id where r.id = c.id) b on true`;

/** Lines have a place, entries have none: who sees no line of an entry does not see that there is one. */
const SEEN = 'exists (select from ledger_line s where s.entry_id = e.id)';

const PERIODS = `select to_char(m.month, 'YYYY-MM') as month, m.entries, m.debit as "debitFen", m.debit as "creditFen",
    to_char(p.closed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "closedAt", p.closed_by_name as "closedByName",
    coalesce(p.on_the_way, 0) as "onTheWay", coalesce(p.on_the_way_fen, 0)::bigint as "onTheWayFen"
  from (select date_trunc('month', e.on_date)::date as month, count(distinct e.id)::int as entries,
          coalesce(sum(l.amount_fen) filter (where l.amount_fen > 0), 0)::bigint as debit
        from ledger_entry e join ledger_line l on l.entry_id = e.id group by 1) m
  left join ledger_period p on p.month = m.month order by m.month desc`;

/** Of a day its last moment in Beijing belongs to it, of an instant the instant. */
function knownBefore(knownOn: string): string {
  const isDay = PlainDate.safeParse(knownOn).success;
  const until = isDay ? Date.parse(`${knownOn}T00:00:00+08:00`) + 24 * 3_600_000 : Date.parse(knownOn) + 1;
  return new Date(until).toISOString();
}

/** Reads of the book. */
@Injectable()
export class LedgerQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  trialBalance(principal: Principal, { on, fund, knownOn }: TrialBalanceQuery): Promise<TrialBalance> {
    const day = on ?? plainDateInShanghai(this.clock.now());
    return this.database.connection(sessionOf(principal), async (client) => {
      type Row = Omit<TrialBalance['accounts'][number], 'balanceFen'>;
      const rows = await run<Row>(client, BALANCES, [day, fund ?? null, knownOn ? knownBefore(knownOn) : null]);
      const accounts = rows.map((row) => ({ ...row, balanceFen: row.debitFen - row.creditFen }));
      const sum = (key: 'debitFen' | 'creditFen'): number => rows.reduce((total, row) => total + row[key], 0);
      return { on: day, knownOn: knownOn ?? null, accounts, debitFen: sum('debitFen'), creditFen: sum('creditFen') };
    });
  }

  entries(principal: Principal, { from, to, account, before, limit, cause, knownOn }: LedgerEntriesQuery): Promise<LedgerEntryList> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const items = await run<LedgerEntry>(
        client,
        `${entryAsKnown('$7::timestamptz')} where ${SEEN} and ($7::timestamptz is null or e.recorded_at < $7) and ($1::date is null or e.on_date >= $1) and ($2::date is null or e.on_date <= $2)
           and ($3::text is null or exists (select from ledger_line l where l.entry_id = e.id and l.account_code = $3))
           and ($6::uuid is null or coalesce((select o.cause_id from ledger_entry o where o.id = e.reverses), e.cause_id) in
             (select $6::uuid union select t.id from payment_attempt t where t.payment_id = $6 union select r.order_id from payment_recovery r where r.payment_id = $6))
           and ($4::bigint is null or e.number < $4) order by e.number desc limit $5`,
        [...[from ?? null, to ?? null, account ?? null, before ?? null, limit + 1, cause ?? null], knownOn ? knownBefore(knownOn) : null],
      );
      const page = items.slice(0, limit);
      return { items: page, nextBefore: items.length > limit ? (page.at(-1)?.number ?? null) : null };
    });
  }

  entry(principal: Principal, id: string): Promise<LedgerEntry> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const [entry] = await run<LedgerEntry>(client, `${entryAsKnown('null::timestamptz')} where e.id = $1::uuid and ${SEEN}`, [id]);
      if (!entry) throw new LedgerEntryNotFound();
      return entry;
    });
  }

  periods(principal: Principal): Promise<LedgerPeriodList> {
    return this.database.connection(sessionOf(principal), async (client) => ({ items: await run<LedgerPeriod>(client, PERIODS) }));
  }
}
