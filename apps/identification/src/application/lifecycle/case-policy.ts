import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { PolicySnapshot, type PolicyKey } from '@jingzhun/policy';
import { run, type Handle } from '@jingzhun/persistence';
import type { CasePolicy } from './case-facts.js';
import type { CaseState } from './case-state.js';

/** The parameters that were applied, with the ids of their rows. */
export interface AppliedPolicy {
  values: CasePolicy;
  parameterIds: readonly string[];
}

const KEYS = [
  'application.countyStep',
  'application.stepDays',
  'meeting.group.quorum',
  'meeting.assembly.quorum',
  'meeting.group.evidence',
  'meeting.assembly.evidence',
  'meeting.repeat',
  'sample.township.percent',
  'sample.county.percent',
] as const satisfies readonly PolicyKey[];

type Row = ConstructorParameters<typeof PolicySnapshot>[0][number];

/** The parameters of the steps for a place on a day, read in the transaction that applies them: a host of notices has no moment before. */
export async function policyWithin(em: Handle, on: PlainDate, region: DivisionPrefix): Promise<PolicySnapshot> {
  const rows = await run<Row>(
    em,
    `select id, agreed as recorded, region_code as "regionCode", key, effective_from::text as "effectiveFrom", effective_to::text as "effectiveTo", value
     from policy_parameter_agreed where key = any($1::text[]) order by agreed`,
    [KEYS],
  );
  return new PolicySnapshot(rows, on, region);
}

export function casePolicyOf(snapshot: PolicySnapshot): AppliedPolicy {
  const countyStep = snapshot.get('application.countyStep');
  const group = snapshot.get('meeting.group.quorum');
  const assembly = snapshot.get('meeting.assembly.quorum');
  const groupEvidence = snapshot.get('meeting.group.evidence');
  const assemblyEvidence = snapshot.get('meeting.assembly.evidence');
  const repeat = snapshot.get('meeting.repeat');
  return {
    values: {
      countyStep: countyStep.value === 'on',
      quorum: { group: group.value, assembly: assembly.value },
      meetingEvidence: { group: groupEvidence.value, assembly: assemblyEvidence.value },
      repeat: repeat.value,
    },
    parameterIds: [countyStep, group, assembly, groupEvidence, assemblyEvidence, repeat].map(({ parameterId }) => parameterId),
  };
}

/** The day by which somebody should have taken the next step; null where nothing waits for a person. */
export function dueOn(state: CaseState, since: PlainDate, snapshot: PolicySnapshot): PlainDate | null {
  const days = snapshot.value('application.stepDays');
  return state in days ? addDays(since, days[state as keyof typeof days]) : null;
}
