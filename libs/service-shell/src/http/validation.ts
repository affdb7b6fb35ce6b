import { StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { malformedRequest } from './refusals.js';

const inChinese = z.locales.zhCN().localeError;
const inEnglish = z.locales.en().localeError;

type Issue = z.core.$ZodRawIssue & { params?: { code?: string; zh?: string; en?: string } };

/** Every problem of a request with its place; the value itself is never repeated. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => malformedRequest((issues as unknown as Issue[]).slice(0, 50).map(problemOf)),
  });

function problemOf(issue: Issue): RefusalProblem {
  const pointer = `/${(issue.path ?? []).map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
  // a schema of the domain can bring its own words for an office; unknown keys come from the sender and are not echoed
  if (issue.params?.zh && issue.params.en)
    return { pointer, code: issue.params.code ?? 'invalid', zh: issue.params.zh, en: issue.params.en };
  if (issue.code === 'unrecognized_keys') return { pointer, code: 'unknown-field', zh: '含有不认识的字段', en: 'Contains unknown fields' };
  const silent = { ...issue, input: undefined };
  return {
    pointer,
    code: String(issue.code ?? 'invalid').replaceAll('_', '-'),
    zh: textOf(inChinese(silent)),
    en: textOf(inEnglish(silent)),
  };
}

const textOf = (message: string | { message: string } | null | undefined): string =>
  typeof message === 'string' ? message : (message?.message ?? 'invalid');
