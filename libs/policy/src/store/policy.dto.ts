import { z } from 'zod';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Certainties, Certainty } from '../certainty.js';
import { POLICY_KEYS, PolicyKey } from '../parameters/policy-keys.js';
import { UNIT_WORDS } from '../parameters/unit-words.js';
import { formOf, ValueForm } from '../parameters/value-form.js';
import type { PolicyParameter } from '../parameters/policy-parameter.js';
import type { StoredParameter } from './parameter-rows.js';

export const PolicyQuery = z.strictObject({
  on: PlainDate.optional().describe('day on which the values are in force; today when absent'),
  region: DivisionPrefix.optional().describe("area the values are for; the caller's own when absent"),
});
export type PolicyQuery = z.infer<typeof PolicyQuery>;

export const RecordPolicyRequest = z
  .strictObject({
    code: PolicyKey.describe('which parameter'),
    region: DivisionPrefix.describe('area it is for: county, township or village'),
    validFrom: PlainDate.describe('first day'),
    validTo: PlainDate.nullable().default(null).describe('first day on which it is no longer valid; null: until further notice'),
    value: z.json().describe('the value; its type depends on the parameter'),
    unit: z.string().max(100).nullable().default(null).describe('what it is counted in'),
    source: z.string().trim().min(1).max(500).describe('document the value comes from'),
    certainty: Certainty.default('L').describe('how far it can be trusted'),
    noteZh: z.string().trim().max(500).default('').describe('remark for the reader'),
    reason: z.string().trim().min(1).max(500).describe('why it is recorded now'),
  })
  .meta({ id: 'RecordPolicyRequest' });
export type RecordPolicyRequest = z.infer<typeof RecordPolicyRequest>;

export const PolicyParameterResponse = z
  .object({
    id: z.uuid().describe('names this very value; decisions keep it'),
    code: PolicyKey,
    zh: z.string(),
    en: z.string(),
    region: DivisionPrefix,
    validFrom: PlainDate,
    validTo: PlainDate.nullable(),
    value: z.json(),
    unit: z.string().nullable(),
    unitZh: z.string().nullable().describe('the unit in words; amounts, kept in fen, are said in yuan'),
    unitEn: z.string().nullable(),
    form: ValueForm.describe('what a value of this parameter may be, for the form that records one'),
    source: z.string(),
    sourceZh: z.string().describe('the source for a Chinese page'),
    certainty: Certainty,
    certaintyZh: z.string(),
    certaintyEn: z.string(),
    noteZh: z.string(),
    recordedAt: z.iso.datetime(),
    recordedBy: z.string().nullable().describe('null: came with the county pack'),
    reason: z.string(),
    state: z
      .enum(['waiting', 'agreed', 'rejected', 'withdrawn'])
      .describe('a value the county records counts when another person has confirmed it; it waits until then'),
    mine: z.boolean().describe('recorded by the caller, who can withdraw but not confirm it'),
    decidedAt: z.iso.datetime().nullable(),
    decidedBy: z.string().nullable().describe('who confirmed, rejected or withdrew it; null: waiting, or came with the county pack'),
    decisionReason: z.string().nullable(),
  })
  .meta({ id: 'PolicyParameter' });
export const RejectPolicyRequest = z
  .strictObject({ reason: z.string().trim().min(1).max(500).describe('why it shall not count') })
  .meta({ id: 'RejectPolicyRequest' });
export type RejectPolicyRequest = z.infer<typeof RejectPolicyRequest>;

export type PolicyParameterResponse = z.infer<typeof PolicyParameterResponse>;

export const PolicyList = z.object({ items: z.array(PolicyParameterResponse), nextCursor: z.null() }).meta({ id: 'PolicyList' });
export type PolicyList = z.infer<typeof PolicyList>;

export const toPolicyParameter = (request: RecordPolicyRequest): PolicyParameter => ({
  key: request.code,
  regionCode: request.region,
  effectiveFrom: request.validFrom,
  effectiveTo: request.validTo,
  value: request.value,
  unit: request.unit,
  source: request.source,
  certainty: request.certainty,
  noteZh: request.noteZh,
});

export function toPolicyParameterResponse(
  parameter: StoredParameter,
  sourcesZh: Readonly<Record<string, string>>,
  reader: string,
): PolicyParameterResponse {
  const unit = parameter.unit === null ? undefined : (UNIT_WORDS[parameter.unit] ?? { zh: parameter.unit, en: parameter.unit });
  return {
    id: parameter.id,
    code: parameter.key,
    zh: POLICY_KEYS[parameter.key].zh,
    en: POLICY_KEYS[parameter.key].en,
    region: parameter.regionCode,
    validFrom: parameter.effectiveFrom,
    validTo: parameter.effectiveTo,
    value: z.json().parse(parameter.value),
    unit: parameter.unit,
    unitZh: unit?.zh ?? null,
    unitEn: unit?.en ?? null,
    form: formOf(parameter.key, parameter.unit),
    source: parameter.source,
    sourceZh: sourcesZh[parameter.source] ?? parameter.source,
    certainty: parameter.certainty,
    certaintyZh: Certainties.text(parameter.certainty),
    certaintyEn: Certainties.text(parameter.certainty, 'en'),
    noteZh: parameter.noteZh,
    recordedAt: parameter.recordedAt.toISOString(),
    recordedBy: parameter.recordedByName,
    reason: parameter.reason,
    state: parameter.state,
    mine: parameter.recordedBy === reader,
    decidedAt: parameter.decision?.at.toISOString() ?? null,
    decidedBy: parameter.decision?.byName ?? null,
    decisionReason: parameter.decision?.reason ?? null,
  };
}
