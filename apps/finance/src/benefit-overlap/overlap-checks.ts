import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { ADVISORY_LOCKS, Clock, newId, run, type Handle } from '@jingzhun/persistence';
import { POLICY_KEYS, type PolicyKey, type PolicySnapshot } from '@jingzhun/policy';
import { sourcesHeard } from './heard-sources.js';
import { knownBenefits, type KnownBenefit } from './known-benefits.js';
import type { OverlapAnswer, OverlapSource } from './overlap.dto.js';
import { OverlapBlocked, OverlapChanged, OverlapOneByOne, OverlapUnanswered } from './overlap.errors.js';
import { overlapsOf, type Overlap, type OverlapKind, type OverlapRule } from './overlap.rules.js';
import { problemOf } from './overlap-words.js';

/** A rule as it stands on a day, and the parameter it comes from. */
export interface DatedRule extends OverlapRule {
  readonly parameterId: string;
}
type RuleKey = Extract<PolicyKey, `overlap.${string}`>;
const RULE_KEYS = (Object.keys(POLICY_KEYS) as PolicyKey[]).filter((key): key is RuleKey => key.startsWith('overlap.'));

export interface Looked {
  readonly benefits: readonly KnownBenefit[];
  readonly candidates: readonly KnownBenefit[];
  readonly rules: readonly DatedRule[];
  readonly overlaps: readonly Overlap[];
  readonly sources: readonly OverlapSource[];
  readonly digest: string;
}

/** Of a claim that is approved or refused as a whole: the bank knows its lines by position and contract. */
export interface LineOfWhole {
  readonly position: number;
  readonly contractNumber: string;
}

const CAUSE_TYPES = {
  rewardSubsidy: 'subsidy-application',
  relocationSubsidy: 'relocation-claim',
  premium: 'premium-claim',
  interestSubsidy: 'interest-claim-line',
} as const satisfies Partial<Record<OverlapKind, string>>;

const HOUSEHOLDS = `select distinct household_id as id from (
    select household_id from subsidy_application where id = any($1::uuid[])
    union all select household_id from claim where id = any($1::uuid[])
    union all select household_id from interest_claim_line where id = any($1::uuid[])
    union all select household_id from outside_benefit where id = any($1::uuid[])) h where household_id is not null`;

export const rulesOf = (policy: PolicySnapshot): DatedRule[] =>
  RULE_KEYS.map((code) => {
    const { value, parameterId } = policy.get(code);
    return { code, parameterId, ...value };
  });

/** Looks at everything that is about to be approved beside everything the households have. */
export async function look(handle: Handle, ids: readonly string[], policy: PolicySnapshot): Promise<Looked> {
  const households = await run<{ id: string }>(handle, HOUSEHOLDS, [ids]);
  const benefits = await knownBenefits(
    handle,
    households.map(({ id }) => id),
    ids,
  );
  const wanted = new Set(ids);
  const candidates = benefits.filter(({ id }) => wanted.has(id));
  const rules = rulesOf(policy);
  const overlaps = overlapsOf(rules, benefits, wanted);
  const sources = await sourcesHeard(handle, rules, new Set(candidates.map(({ kind }) => kind)));
  return { benefits, candidates, rules, overlaps, sources, digest: digestOf(overlaps) };
}

/** What was found, whatever the order in which it was found. */
const digestOf = (overlaps: readonly Overlap[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(overlaps.map(({ rule, effect, benefits, overFen }) => [rule, effect, overFen, ...benefits].join(' ')).toSorted()),
    )
    .digest('hex');

/** Approvals look here first, in their own transaction; the database approves nothing that was not looked at. */
@Injectable()
export class OverlapChecks {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** @param ids in the order of the command. @param lines for the ids, where they are one claim decided as a whole. @throws OverlapBlocked, OverlapOneByOne, OverlapUnanswered, OverlapChanged */
  async pass(
    em: EntityManager,
    by: Principal,
    ids: readonly string[],
    policy: PolicySnapshot,
    answer: OverlapAnswer | undefined,
    lines?: readonly LineOfWhole[],
  ): Promise<void> {
    // two approvals for one household: the second sees what the first has approved
    await run(em, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.benefitOverlaps]);
    const looked = await look(em, ids, policy);
    const { overlaps, digest } = looked;
    const problems = problemsOf(looked, ids, lines);
    const blocks = overlaps.flatMap(({ effect }, i) => (effect === 'block' ? [problems[i]!] : []));
    if (blocks.length > 0) throw new OverlapBlocked(blocks, { isWhole: lines !== undefined });
    if (overlaps.length > 0 && ids.length > 1 && !lines) throw new OverlapOneByOne(warnedOf(looked, ids));
    if (overlaps.length > 0 && !answer) throw new OverlapUnanswered(problems);
    if (answer && answer.digest !== digest) throw new OverlapChanged();
    await this.keep(em, by, looked, answer?.reason);
    if (overlaps.length > 0)
      await this.audit.record(em, {
        ...{ actor: actorOf(by), action: 'benefit.overlap-answered', objectType: 'overlap-check', result: 'success' },
        ...(ids.length === 1 ? { objectId: ids[0] } : {}),
        detail: { findings: overlaps.length, rules: [...new Set(overlaps.map(({ rule }) => rule))].join(' ') },
      });
  }

  private async keep(em: EntityManager, by: Principal, looked: Looked, reason: string | undefined): Promise<void> {
    const { candidates, overlaps, rules, sources } = looked;
    const found = candidates.map(({ id }) => overlaps.filter(({ benefits }) => benefits.includes(id)));
    await run(
      em,
      `insert into overlap_check (id, cause_type, cause_id, household_id, village_code, findings, sources, reason, policy_parameter_ids, checked_at, checked_by, checked_by_name)
       select c.id, c.type, c.cause, c.household, c.village, c.findings::jsonb, $1::jsonb, nullif(c.reason, ''), $2::uuid[], $3::timestamptz, $4::uuid, $5
       from unnest($6::uuid[], $7::text[], $8::uuid[], $9::uuid[], $10::text[], $11::text[], $12::text[]) as c (id, type, cause, household, village, findings, reason)`,
      [
        ...[JSON.stringify(sources), rules.map(({ parameterId }) => parameterId), this.clock.now().toISOString(), by.accountId, by.name],
        candidates.map(() => newId(this.clock)),
        candidates.map(({ kind }) => CAUSE_TYPES[kind as keyof typeof CAUSE_TYPES]),
        candidates.map(({ id }) => id),
        candidates.map(({ householdId }) => householdId),
        candidates.map(({ villageCode }) => villageCode),
        found.map((one) => JSON.stringify(one)),
        found.map((one) => (one.length > 0 ? (reason ?? '') : '')),
      ],
    );
  }
}

/** Each case of the command that warns, with the first rule that does; a case that warns of another one of the command is named as well. */
function warnedOf({ benefits, overlaps }: Looked, ids: readonly string[]): RefusalProblem[] {
  const kinds = new Map(benefits.map(({ id, kind }) => [id, kind]));
  return ids.flatMap((id, at) => {
    const found = overlaps.find((overlap) => overlap.benefits.includes(id));
    if (!found) return [];
    const problem = problemOf(found, kinds, `/cases/${at}`);
    return [{ ...problem, zh: `第 ${at + 1} 件：${problem.zh}`, en: `Number ${at + 1}: ${problem.en}` }];
  });
}

function problemsOf({ benefits, overlaps }: Looked, ids: readonly string[], lines: readonly LineOfWhole[] | undefined): RefusalProblem[] {
  const kinds = new Map(benefits.map(({ id, kind }) => [id, kind]));
  return overlaps.map((overlap) => {
    const at = ids.findIndex((id) => overlap.benefits.includes(id));
    const line = lines?.[at];
    if (!line) return problemOf(overlap, kinds, `/cases/${at}`);
    const problem = problemOf(overlap, kinds, `/lines/${line.position}`);
    return { ...problem, zh: `合同${line.contractNumber}：${problem.zh}`, en: `Contract ${line.contractNumber}: ${problem.en}` };
  });
}
