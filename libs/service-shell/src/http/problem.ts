import type { Refusal } from '@jingzhun/domain/refusal';
import { z } from 'zod';
import type { Language } from './language.js';

/** RFC 9457 with a stable code and the next step. */
export const Problem = z
  .object({
    type: z.string().describe('urn:jingzhun:problem:<code>'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe('what is wrong'),
    code: z.string().describe('stable, never translated'),
    next: z.string().describe('what to do now'),
    problems: z.array(z.object({ pointer: z.string().describe('RFC 6901'), code: z.string(), detail: z.string() })).optional(),
    instance: z.string().describe('request id, to tell the administrator'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

export function problemBody(refusal: Refusal, language: Language, requestId: string): Problem {
  const { title, detail, next } = refusal[language];
  return {
    type: `urn:jingzhun:problem:${refusal.code}`,
    title,
    status: refusal.status,
    detail,
    code: refusal.code,
    next,
    ...(refusal.problems?.length
      ? { problems: refusal.problems.map((p) => ({ pointer: p.pointer, code: p.code, detail: p[language] })) }
      : {}),
    instance: requestId,
  };
}
