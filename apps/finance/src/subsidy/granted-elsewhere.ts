import { run, type Handle } from '@jingzhun/persistence';
import { POLICY_KEYS, type PolicyKey, type PolicySnapshot } from '@jingzhun/policy';
import { knownBenefits } from '../benefit-overlap/known-benefits.js';
import { rulesOf, type DatedRule } from '../benefit-overlap/overlap-checks.js';
import { overlapsOf, type OverlapBenefit } from '../benefit-overlap/overlap.rules.js';
import { recoveredOf } from '../payment/recovered.js';
import { grouped } from '../grouped.js';
import type { Elsewhere } from './caps.rules.js';
import type { Words } from './explain-grant.js';
import type { SubsidyRow } from './subsidy-rows.js';

/** As much of an application as the limits over all schemes look at. */
export type RoundRow = Pick<SubsidyRow, 'id' | 'householdId' | 'schemeCode' | 'product' | 'stage' | 'year' | 'amountFen'>;

/** What the households of a round have besides it, and the overlap rules that an approval will ask: the round answers them first. */
export interface RoundSurroundings {
  readonly elsewhere: Elsewhere;
  readonly rules: readonly DatedRule[];
  readonly others: readonly OverlapBenefit[];
}

const GRANTS = `select a.id, 'rewardSubsidy' as kind, a.household_id as "householdId", a.scheme_code as programme, a.product || ' ' || a.stage as purpose, a.year,
    null as quarter, null as "personId", (g.amount_fen - ${recoveredOf(`'subsidy-application'`, 'a.id')})::float8 as "amountFen"
  from subsidy_grant g join subsidy_application a on a.id = g.application_id
  where g.voided_at is null and g.amount_fen > 0 and g.household_id = any($1::uuid[]) and not (a.id = any($2::uuid[])) order by a.id`;

/** Grants of every scheme count from the round that made them, whatever has become of their notice; other benefits once decided. */
export async function surroundingsOf(handle: Handle, rows: readonly RoundRow[], policy: PolicySnapshot): Promise<RoundSurroundings> {
  const rules = rulesOf(policy).filter(({ effect, benefits }) => effect !== 'off' && benefits.includes('rewardSubsidy'));
  const households = [...new Set(rows.map(({ householdId }) => householdId))];
  const grants = await run<OverlapBenefit>(handle, GRANTS, [households, rows.map(({ id }) => id)]);
  const isAlone = rules.every(({ benefits }) => benefits.length === 1);
  const decided = isAlone ? [] : (await knownBenefits(handle, households, [])).filter(({ kind }) => kind !== 'rewardSubsidy');
  const others = [...grants, ...decided];
  const asked = rows.map((row) => asBenefit(row, row.amountFen ?? 0));
  const blocks = rules.filter(({ effect }) => effect === 'block');
  const excluded = overlapsOf(
    blocks.filter(({ limit }) => limit === 'exclude'),
    [...others, ...asked],
    new Set(rows.map(({ id }) => id)),
  );
  return {
    ...{ rules, others },
    elsewhere: { left: roomOf(blocks, others, rows), excluded: new Set(excluded.flatMap(({ benefits }) => benefits)) },
  };
}

/** By household. It holds for a single grant too: otherwise a household would get more or less as its applications are divided into rounds. */
function roomOf(blocks: readonly DatedRule[], others: readonly OverlapBenefit[], rows: readonly RoundRow[]): Elsewhere['left'] {
  const left = new Map<string, { fen: number; besidesFen: number }>();
  const caps = blocks.filter(({ limit, same }) => limit === 'cap' && same.every((fact) => fact === 'year'));
  const besides = grouped(others, ({ householdId }) => householdId);
  for (const [householdId, own] of grouped(rows, (row) => row.householdId))
    for (const { benefits, same, capFen } of caps) {
      const counted = (besides.get(householdId) ?? []).filter(
        ({ kind, year }) => benefits.includes(kind) && (!same.includes('year') || year === own[0]?.year),
      );
      const besidesFen = counted.reduce((sum, { amountFen }) => sum + amountFen, 0);
      const fen = Math.max(capFen - besidesFen, 0);
      if (fen < (left.get(householdId)?.fen ?? Infinity)) left.set(householdId, { fen, besidesFen });
    }
  return left;
}

/** What the approver will be asked about each grant: said in the round, before a notice hangs. */
export function warningsOf(
  { rules, others }: Pick<RoundSurroundings, 'rules' | 'others'>,
  rows: readonly RoundRow[],
  amountOf: (id: string) => number,
): Map<string, Words[]> {
  const granted = rows.filter(({ id }) => amountOf(id) > 0);
  const found = overlapsOf(
    rules.filter(({ effect }) => effect === 'warn'),
    [...others, ...granted.map((row) => asBenefit(row, amountOf(row.id)))],
    new Set(granted.map(({ id }) => id)),
  );
  return new Map(
    granted.map(({ id }) => [
      id,
      [...new Set(found.filter(({ benefits }) => benefits.includes(id)).map(({ rule }) => rule))].map((rule) => {
        const { zh, en } = POLICY_KEYS[rule as PolicyKey];
        return { zh: `${zh}：审批时须核实并说明理由`, en: `${en}: the approver will be asked why` };
      }),
    ]),
  );
}

const asBenefit = ({ id, householdId, schemeCode, product, stage, year }: RoundRow, amountFen: number): OverlapBenefit => ({
  ...{ id, kind: 'rewardSubsidy', householdId, programme: schemeCode, purpose: `${product} ${stage}`, year, quarter: null, personId: null },
  amountFen,
});
