import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { containsArea, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { COUNTED_AS_POOR } from '@jingzhun/domain/household-status';
import { Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import type {
  BudgetYear,
  BudgetYearList,
  BudgetYearsQuery,
  CapacityHistory,
  Fund,
  FundDetail,
  FundList,
  FundStandard,
} from './budget.dto.js';
import { FundNotFound } from './budget.errors.js';
import { EARMARKS, earmark } from './earmarks.rules.js';
import { benefitsOf, paidBy } from './fund-purposes.js';
import { shareRule } from './capacity.rules.js';

const FUND = `select f.code, f.year, f.name_zh as "nameZh", f.name_en as "nameEn", f.purpose, f.amount_fen as "amountFen", f.allotted_fen as "allottedFen",
    coalesce((select sum(a.committed_fen) from allotment a where a.fund_code = f.code), 0)::bigint as "committedFen",
    coalesce((select sum(a.spent_fen) from allotment a where a.fund_code = f.code), 0)::bigint as "spentFen",
    array(select distinct c.cause_type from commitment c join allotment a on a.id = c.allotment_id where a.fund_code = f.code and c.state = 'committed') as "promisedCauses" from fund f`;
type FundRow = Omit<Fund, 'thresholdsBp' | 'pays' | 'promisedFor'> & { promisedCauses: string[] };

/** What households pay back raises a fund and is spent again, but the county has set nothing aside by it: it does not meet the rule. */
const YEARS = `select y.year, (select c.capacity_fen from fiscal_year c where c.year = y.year order by c.revision desc limit 1) as "capacityFen",
    (select count(*)::int from fiscal_year c where c.year = y.year) as revisions,
    coalesce((select sum(f.amount_fen) from fund f where f.year = y.year), 0)::bigint - b.total as "providedFen", b.total as "paidBackFen",
    coalesce((select json_object_agg(p.purpose, p.total) from (select purpose, sum(amount_fen) as total from fund f where f.year = y.year group by purpose) p), '{}') as "byPurpose"
  from generate_series($1::int, $2::int) as y (year)
  cross join lateral (select coalesce(sum(c.amount_fen), 0)::bigint as total from interest_repayment r
    join fund_change c on c.id = r.fund_change_id join fund f on f.code = c.fund_code where f.year = y.year) b order by y.year`;

/** The last state of each household that began by a day; one that was told later only counts as it was told first. $1 statuses, $2 day */
const HOUSEHOLDS_ON = `with state as (
    select distinct on (s.household_id) s.household_id, s.status, s.category, s.valid_from <= $2::date as known from household_status s
    order by s.household_id, s.valid_from <= $2::date desc, case when s.valid_from <= $2::date then -s.version else s.version end)
  select count(*) filter (where c.category <> 'fiveGuarantee')::int as eligible, count(*) filter (where c.category = 'fiveGuarantee')::int as outside,
    count(*) filter (where not c.known)::int as "notRecorded"
  from (select coalesce(s.status, h.status) as status, coalesce(s.category, h.category) as category, coalesce(s.known, false) as known
        from directory_household h left join state s on s.household_id = h.id where h.registered_on <= $2::date) c
  where c.status = any ($1::text[])`;

const HISTORY = `select revision, capacity_fen::float8 as "capacityFen", lag(capacity_fen) over (order by revision)::float8 as "beforeFen", source_document as "sourceDocument",
    reason, recorded_by_name as by, to_char(recorded_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt"
  from fiscal_year where year = $1::int order by revision desc`;

const WAITING = `select id as "orderId", area, (case kind when 'allotment' then amount_fen else -amount_fen end)::float8 as "amountFen", source_document as "sourceDocument", reason,
    proposed_by_name as "proposedByName" from money_order where fund_code = $1 and area is not null and state = 'proposed' order by number`;

const WAITING_CHANGES = `select id as "orderId", on_date::text as on, (case kind when 'addition' then amount_fen else -amount_fen end)::float8 as "amountFen",
    source_document as "sourceDocument", reason, proposed_by_name as "proposedByName" from money_order
  where fund_code = $1 and kind in ('addition', 'reduction') and state = 'proposed' order by number`;

@Injectable()
export class BudgetQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  /** The 15 % rule year by year; without a range, from the first year that is recorded to the last. */
  async years(principal: Principal, { from, to }: BudgetYearsQuery): Promise<BudgetYearList> {
    type Row = Pick<BudgetYear, 'year' | 'capacityFen' | 'revisions' | 'providedFen' | 'paidBackFen'> & {
      byPurpose: Partial<Record<string, number>>;
    };
    const rows = await this.database.connection(sessionOf(principal), async (client) => {
      const [range] = await run<{ first: number | null; last: number | null }>(
        client,
        'select min(year) as first, max(year) as last from (select year from fiscal_year union select year from fund) y',
      );
      if (range?.first == null || range.last == null) return [];
      return run<Row>(client, YEARS, [(from ?? range.first) - 1, to ?? range.last]);
    });
    const items = await Promise.all(
      rows.slice(1).map(async ({ byPurpose, ...row }, i): Promise<BudgetYear[]> => {
        const policy = await this.policy.snapshot(PlainDate.parse(`${row.year}-12-31`), this.pack.county);
        const shareBp = policy.find('budget.newCapacityShareBp')?.value;
        // a fund may be of a year before the rule
        if (shareBp === undefined) return [];
        const earmarks = EARMARKS.map(({ purpose, key }) => earmark(purpose, policy.find(key)?.value ?? null, byPurpose[purpose] ?? 0));
        return [{ ...row, shareBp, ...shareRule({ ...row, shareBp }, rows[i] as Row), earmarks }];
      }),
    );
    return { items: items.flat().filter(({ capacityFen, providedFen }) => capacityFen !== null || providedFen > 0) };
  }

  /** Of a year nobody has recorded anything for: nothing. */
  history(principal: Principal, year: number): Promise<CapacityHistory> {
    return this.database.connection(sessionOf(principal), async (client) => ({ year, items: await run(client, HISTORY, [year]) }));
  }

  /** What the standard asks for in a year: households as they were at its end, by what the register told, and the policy of that year. */
  async standard(principal: Principal, year: number): Promise<FundStandard> {
    const lastDay = PlainDate.parse(`${year}-12-31`);
    const policy = await this.policy.snapshot(lastDay, this.pack.county);
    const today = this.clock.today();
    const statusOn = lastDay < today ? lastDay : today;
    const [counts] = await this.database.connection(sessionOf(principal), (client) =>
      run<{ eligible: number; outside: number; notRecorded: number }>(client, HOUSEHOLDS_ON, [COUNTED_AS_POOR, statusOn]),
    );
    const { eligible = 0, outside = 0, notRecorded = 0 } = counts ?? {};
    const poorVillages = policy.value('budget.poorVillageCount');
    const villagesFen = poorVillages * policy.value('budget.industry.perPoorVillageFen');
    const householdsFen = eligible * policy.value('budget.industry.perHouseholdFen');
    return {
      ...{ year, statusOn, notRecorded },
      poorVillages,
      eligibleHouseholds: eligible,
      outsideHouseholds: outside,
      villagesFen,
      householdsFen,
      totalFen: villagesFen + householdsFen,
    };
  }

  async funds(principal: Principal, year?: number): Promise<FundList> {
    const policy = await this.today();
    const items = await this.database.connection(sessionOf(principal), (client) =>
      run<FundRow>(client, `${FUND} where $1::int is null or f.year = $1 order by f.year desc, f.code`, [year ?? null]),
    );
    return { items: items.map((fund) => shown(fund, policy)) };
  }

  private today(): Promise<PolicySnapshot> {
    return this.policy.snapshot(this.clock.today(), this.pack.county);
  }

  /** @throws FundNotFound */
  async fund(principal: Principal, code: string): Promise<FundDetail> {
    const policy = await this.today();
    return this.database.connection(sessionOf(principal), async (client) => {
      const [fund] = await run<FundRow>(client, `${FUND} where f.code = $1`, [code]);
      if (!fund) throw new FundNotFound();
      const allotments = await run<FundDetail['allotments'][number]>(
        client,
        `select id, fund_code as "fundCode", area, amount_fen as "amountFen", committed_fen as "committedFen", spent_fen as "spentFen",
           amount_fen - committed_fen as "leftFen" from allotment where fund_code = $1 order by area`,
        [code],
      );
      const changes = await run<FundDetail['changes'][number]>(
        client,
        `select on_date as "on", amount_fen as "amountFen", source_document as "sourceDocument", reason, recorded_by_name as by,
           to_char(recorded_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt"
         from fund_change where fund_code = $1 order by recorded_at desc, id desc`,
        [code],
      );
      const proposed = await run<FundDetail['waitingAllotments'][number]>(client, WAITING, [code]);
      const waitingAllotments = proposed.filter(({ area }) => containsArea(principal.area, DivisionPrefix.parse(area)));
      const waitingChanges = await run<FundDetail['waitingChanges'][number]>(client, WAITING_CHANGES, [code]);
      return { ...shown(fund, policy), allotments, waitingAllotments, waitingChanges, changes };
    });
  }
}

const shown = ({ promisedCauses, ...fund }: FundRow, policy: PolicySnapshot): Fund => ({
  ...fund,
  pays: paidBy(policy, fund.purpose),
  promisedFor: benefitsOf(promisedCauses),
  thresholdsBp: [...policy.value('budget.fund.warningsBp')],
});
