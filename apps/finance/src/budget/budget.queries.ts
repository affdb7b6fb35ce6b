import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { COUNTED_AS_POOR } from '@jingzhun/domain/household-status';
import { Database, run, sessionOf } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';
import { CountyPack } from '../county-pack.js';
import type { BudgetYear, BudgetYearList, BudgetYearsQuery, Fund, FundDetail, FundList, FundStandard } from './budget.dto.js';
import { FundNotFound } from './budget.errors.js';
import { shareRule } from './capacity.rules.js';

const FUND = `select f.code, f.year, f.name_zh as "nameZh", f.name_en as "nameEn", f.purpose, f.amount_fen as "amountFen", f.allotted_fen as "allottedFen",
    coalesce((select sum(a.committed_fen) from allotment a where a.fund_code = f.code), 0)::bigint as "committedFen",
    coalesce((select sum(a.spent_fen) from allotment a where a.fund_code = f.code), 0)::bigint as "spentFen" from fund f`;

const YEARS = `select y.year, (select c.capacity_fen from fiscal_year c where c.year = y.year order by c.revision desc limit 1) as "capacityFen",
    coalesce((select sum(f.amount_fen) from fund f where f.year = y.year), 0)::bigint as "providedFen"
  from generate_series($1::int, $2::int) as y (year) order by y.year`;

@Injectable()
export class BudgetQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  /** The 15 % rule year by year; without a range, from the first year that is recorded to the last. */
  async years(principal: Principal, { from, to }: BudgetYearsQuery): Promise<BudgetYearList> {
    type Row = Pick<BudgetYear, 'year' | 'capacityFen' | 'providedFen'>;
    const rows = await this.database.connection(sessionOf(principal), async (client) => {
      const [range] = await run<{ first: number | null; last: number | null }>(
        client,
        'select min(year) as first, max(year) as last from (select year from fiscal_year union select year from fund) y',
      );
      if (range?.first == null || range.last == null) return [];
      return run<Row>(client, YEARS, [(from ?? range.first) - 1, to ?? range.last]);
    });
    const items = await Promise.all(
      rows.slice(1).map(async (row, i): Promise<BudgetYear> => {
        const shareBp = await this.policy.value('budget.newCapacityShareBp', PlainDate.parse(`${row.year}-12-31`), this.pack.county);
        return { ...row, shareBp, ...shareRule({ ...row, shareBp }, rows[i] as Row) };
      }),
    );
    return { items: items.filter(({ capacityFen, providedFen }) => capacityFen !== null || providedFen > 0) };
  }

  /** What the standard asks for in a year, from the own copy of the register and the policy of that year. */
  async standard(principal: Principal, year: number): Promise<FundStandard> {
    const policy = await this.policy.snapshot(PlainDate.parse(`${year}-12-31`), this.pack.county);
    const [counts] = await this.database.connection(sessionOf(principal), (client) =>
      run<{ eligible: number; outside: number }>(
        client,
        `select count(*) filter (where category <> 'fiveGuarantee') as eligible, count(*) filter (where category = 'fiveGuarantee') as outside
         from directory_household where status = any ($1::text[]) and registered_on <= make_date($2, 12, 31)`,
        [COUNTED_AS_POOR, year],
      ),
    );
    const { eligible = 0, outside = 0 } = counts ?? {};
    const poorVillages = policy.value('budget.poorVillageCount');
    const villagesFen = poorVillages * policy.value('budget.industry.perPoorVillageFen');
    const householdsFen = eligible * policy.value('budget.industry.perHouseholdFen');
    return {
      year,
      poorVillages,
      eligibleHouseholds: eligible,
      outsideHouseholds: outside,
      villagesFen,
      householdsFen,
      totalFen: villagesFen + householdsFen,
    };
  }

  funds(principal: Principal, year?: number): Promise<FundList> {
    return this.database.connection(sessionOf(principal), async (client) => ({
      items: await run<Fund>(client, `${FUND} where $1::int is null or f.year = $1 order by f.year desc, f.code`, [year ?? null]),
    }));
  }

  /** @throws FundNotFound */
  fund(principal: Principal, code: string): Promise<FundDetail> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const [fund] = await run<Fund>(client, `${FUND} where f.code = $1`, [code]);
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
      return { ...fund, allotments, changes };
    });
  }
}
