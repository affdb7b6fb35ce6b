import { Inject, Injectable } from '@nestjs/common';
import { FundThresholdReachedV1 } from '@jingzhun/events/finance/fund-threshold-reached.v1';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { codeOf } from '@jingzhun/domain/division-code';
import { Outbox } from '@jingzhun/messaging';
import { Clock, newId, run } from '@jingzhun/persistence';
import { CountyPack, type PolicySnapshot } from '@jingzhun/policy';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Cause } from '../ledger/posting.js';
import { AllotmentExceeded, NoAllotment } from './budget.errors.js';
import { assertMoneyPays, purposesParameter } from './fund-purposes.js';

export interface WantedCommitment {
  fundCode: string;
  /** Division code of the village where the money goes. */
  villageCode: string;
  cause: Cause;
  amountFen: number;
}

const INSERT = `insert into commitment (id, allotment_id, area_code, cause_type, cause_id, amount_fen, state, changed_at, purposes_id)
  select c.id, c.allotment_id, a.area_code, c.cause_type, c.cause_id, c.amount_fen, 'committed', $6::timestamptz, c.purposes_id
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::bigint[], $7::uuid[]) as c (id, allotment_id, cause_type, cause_id, amount_fen, purposes_id)
  join allotment a on a.id = c.allotment_id
  on conflict (cause_type, cause_id) do nothing`;

/** Nearest allotment of each fund and village: the village's own, else the township's, else the county's. */
const NEAREST = `select w.fund_code as "fundCode", w.village_code as "villageCode", a.id, a.amount_fen - a.committed_fen as "leftFen"
  from (select distinct fund_code, village_code from unnest($1::text[], $2::text[]) as w (fund_code, village_code)) w
  join lateral (select * from allotment a where a.fund_code = w.fund_code and a.area in (w.village_code, left(w.village_code, 9), left(w.village_code, 6))
    order by length(a.area) desc limit 1) a on true`;

/** Money promised, spent and set free again, within what is allotted. Always in the caller's transaction. */
@Injectable()
export class Commitments {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  /**
   * Commits all or none; a cause that is committed already is left as it is.
   *
   * @throws FundOfOtherPurpose, NoAllotment, AllotmentExceeded
   */
  async commit(em: EntityManager, wanted: readonly WantedCommitment[], policy: PolicySnapshot): Promise<void> {
    if (wanted.length === 0) return;
    await assertMoneyPays(em, policy, wanted);
    // from here on nobody else moves these funds: who crosses a threshold sees it
    await run(em, 'select lock_funds($1::text[])', [[...new Set(wanted.map(({ fundCode }) => fundCode))]]);
    const allotments = await this.nearest(em, wanted);
    const before = await this.funds(em, wanted);
    try {
      await run(em, INSERT, [
        wanted.map(() => newId(this.clock)),
        wanted.map(({ fundCode, villageCode }) => (allotments.get(`${fundCode} ${villageCode}`) as { id: string }).id),
        wanted.map(({ cause }) => cause.type),
        wanted.map(({ cause }) => cause.id),
        wanted.map(({ amountFen }) => amountFen),
        this.clock.now().toISOString(),
        wanted.map(({ cause }) => purposesParameter(policy, cause.type)),
      ]);
    } catch (error) {
      if (!/allotment_commits_what_it_has/.test(String(error))) throw error;
      const left = Math.min(...[...allotments.values()].map(({ leftFen }) => leftFen));
      throw new AllotmentExceeded(
        left,
        wanted.reduce((sum, { amountFen }) => sum + amountFen, 0),
      );
    }
    await this.warn(em, before, await this.funds(em, wanted), policy);
  }

  /** Spent is what the bank has credited; back to committed when it came back. */
  async move(
    em: EntityManager,
    causes: readonly Cause[],
    from: 'committed' | 'spent',
    to: 'committed' | 'spent' | 'released',
  ): Promise<void> {
    await run(
      em,
      `update commitment c set state = $4, changed_at = $5::timestamptz from unnest($1::text[], $2::uuid[]) as w (cause_type, cause_id)
       where c.cause_type = w.cause_type and c.cause_id = w.cause_id and c.state = $3`,
      [causes.map(({ type }) => type), causes.map(({ id }) => id), from, to, this.clock.now().toISOString()],
    );
  }

  private async nearest(em: EntityManager, wanted: readonly WantedCommitment[]): Promise<Map<string, { id: string; leftFen: number }>> {
    type Row = { fundCode: string; villageCode: string; id: string; leftFen: number | string };
    const rows = await run<Row>(em, NEAREST, [wanted.map(({ fundCode }) => fundCode), wanted.map(({ villageCode }) => villageCode)]);
    const found = new Map(
      rows.map(({ fundCode, villageCode, id, leftFen }) => [`${fundCode} ${villageCode}`, { id, leftFen: Number(leftFen) }]),
    );
    if (wanted.some(({ fundCode, villageCode }) => !found.has(`${fundCode} ${villageCode}`))) throw new NoAllotment();
    return found;
  }

  private async funds(em: EntityManager, wanted: readonly WantedCommitment[]): Promise<FundUse[]> {
    const rows = await run<FundUse>(
      em,
      `select f.code, f.year, f.amount_fen as "amountFen", coalesce(sum(a.committed_fen), 0) as "committedFen"
       from fund f left join allotment a on a.fund_code = f.code where f.code = any ($1::text[]) group by f.code order by f.code`,
      [[...new Set(wanted.map(({ fundCode }) => fundCode))]],
    );
    return rows.map((row) => ({ ...row, amountFen: Number(row.amountFen), committedFen: Number(row.committedFen) }));
  }

  private async warn(em: EntityManager, before: readonly FundUse[], after: readonly FundUse[], policy: PolicySnapshot): Promise<void> {
    const today = plainDateInShanghai(this.clock.now());
    for (const [i, fund] of after.entries()) {
      for (const thresholdBp of policy.value('budget.fund.warningsBp')) {
        if (reaches(before[i] as FundUse, thresholdBp) || !reaches(fund, thresholdBp)) continue;
        this.outbox.add(em, FundThresholdReachedV1, {
          division: codeOf(this.pack.county),
          orderingKey: fund.code,
          data: {
            fundCode: fund.code,
            year: fund.year,
            thresholdBp,
            amountFen: fund.amountFen,
            committedFen: fund.committedFen,
            reachedOn: today,
          },
        });
      }
    }
  }
}

interface FundUse {
  code: string;
  year: number;
  amountFen: number;
  committedFen: number;
}

const reaches = ({ amountFen, committedFen }: FundUse, thresholdBp: number): boolean =>
  amountFen > 0 && BigInt(committedFen) * 10_000n >= BigInt(amountFen) * BigInt(thresholdBp);
