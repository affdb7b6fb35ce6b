import { z } from 'zod';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Certainty } from '../certainty.js';
import { POLICY_KEYS, PolicyKey } from './policy-keys.js';

/** Least that may be recorded. Ten days of a subsidy's notice: domain.md 6.2. */
const FLOORS: Partial<Record<PolicyKey, z.ZodType>> = { 'notice.subsidy.days': z.int().min(10).max(3650) };

/** One dated value. Effective from `effectiveFrom` on and before `effectiveTo`. */
export const PolicyParameter = z
  .strictObject({
    key: PolicyKey,
    regionCode: DivisionPrefix,
    effectiveFrom: PlainDate,
    effectiveTo: PlainDate.nullable(),
    value: z.json(),
    unit: z.string().nullable(),
    source: z.string().min(1).max(500),
    certainty: Certainty,
    noteZh: z.string().max(500),
  })
  .check((context) => {
    const { key, value, effectiveFrom, effectiveTo } = context.value;
    if (effectiveTo !== null && effectiveTo <= effectiveFrom) {
      context.issues.push({ code: 'custom', input: effectiveTo, path: ['effectiveTo'], message: 'must be later than effectiveFrom' });
    }
    // asked of what is recorded, not of what was: a value of before must stay readable
    const checked = (FLOORS[key] ?? POLICY_KEYS[key].schema).safeParse(value);
    if (!checked.success) {
      for (const issue of checked.error.issues) {
        context.issues.push({ code: 'custom', input: value, path: ['value', ...issue.path], message: issue.message, params: { issue } });
      }
    }
  });
export type PolicyParameter = z.infer<typeof PolicyParameter>;
