import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { isItemName } from '@jingzhun/notices';
import { Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { assertFundPays } from '../budget/fund-purposes.js';
import { SubsidyScheme } from './scheme.js';
import type { Scheme, SchemeList } from './scheme.dto.js';
import { SchemeExists, SchemeRefused } from './subsidy.errors.js';

/** What the county grants for what: recorded once, never changed. */
@Injectable()
export class Schemes {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  /** @throws SchemeRefused, SchemeExists, FundNotFound, FundOfOtherPurpose */
  async record(principal: Principal, scheme: SubsidyScheme): Promise<void> {
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    const [household, batch] = [policy.get('subsidy.householdCapFen'), policy.get('subsidy.batchCapFen')];
    if (scheme.householdCapFen > household.value || scheme.batchCapFen > batch.value || scheme.batchCapFen > scheme.householdCapFen)
      throw new SchemeRefused('cap');
    assertSchemeFits(scheme);
    await this.database.transaction(sessionOf(principal), async (em) => {
      await assertFundPays(em, policy, scheme.fundCode, ['rewardSubsidy']);
      const recorded = await run(
        em,
        `insert into subsidy_scheme (code, year, fund_code, household_cap_fen, batch_cap_fen, content, policy_parameter_ids, recorded_at, recorded_by, recorded_by_name)
         values ($1, $2, $3, $4, $5, $6::jsonb, $7::uuid[], $8::timestamptz, $9::uuid, $10) on conflict (code) do nothing returning code`,
        [
          ...[
            scheme.code,
            Number(scheme.code.slice(-4)),
            scheme.fundCode,
            scheme.householdCapFen,
            scheme.batchCapFen,
            JSON.stringify(scheme),
          ],
          ...[[household.parameterId, batch.parameterId], this.clock.now().toISOString(), principal.accountId, principal.name],
        ],
      );
      if (recorded.length === 0) throw new SchemeExists();
      await run(em, 'insert into subsidy_scheme_turn (scheme_code) values ($1)', [scheme.code]);
      await this.audit.record(em, {
        actor: actorOf(principal),
        action: 'subsidy.scheme',
        objectType: 'subsidy-scheme',
        objectId: scheme.code,
        result: 'success',
        detail: { fund: scheme.fundCode, products: scheme.products.length },
      });
    });
  }

  list(principal: Principal): Promise<SchemeList> {
    const today = plainDateInShanghai(this.clock.now());
    type Row = { content: unknown; year: number; recordedByName: string; recordedAt: string; applications: number };
    return this.database.connection(sessionOf(principal), async (client) => {
      const rows = await run<Row>(
        client,
        `select content, year, recorded_by_name as "recordedByName", to_char(recorded_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt",
           (select count(*)::int from subsidy_application a where a.scheme_code = s.code) as applications
         from subsidy_scheme s order by year desc, code`,
      );
      return {
        items: rows.map(({ content, year, ...row }): Scheme => {
          const scheme = SubsidyScheme.parse(content);
          return { ...scheme, year, isOpen: isOpenOn(scheme, today), ...row };
        }),
      };
    });
  }
}

export function assertSchemeFits({ products, evidence, opensOn, closesOn }: SubsidyScheme): void {
  if (new Set(products.map(({ product }) => product)).size < products.length) throw new SchemeRefused('product-twice');
  if (!products.every(({ nameZh }) => isItemName(nameZh))) throw new SchemeRefused('product-name');
  if (new Set(evidence.map(({ code }) => code)).size < evidence.length) throw new SchemeRefused('evidence-twice');
  if (opensOn && closesOn && closesOn < opensOn) throw new SchemeRefused('dates');
}

export const isOpenOn = ({ opensOn, closesOn, code }: SubsidyScheme, on: PlainDate): boolean =>
  (!opensOn || opensOn <= on) && on <= (closesOn ?? (`${Number(code.slice(-4)) + 1}-12-31` as PlainDate));
