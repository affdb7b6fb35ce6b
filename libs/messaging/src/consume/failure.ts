import { isNativeError } from 'node:util/types';
import { Refusal } from '@jingzhun/domain/refusal';
import { codeOf } from '@jingzhun/persistence';

/**
 * What may be shown of an error: its class and code. Messages of databases and validators quote values, so they are left out.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof Refusal) return `${error.name} ${error.code}`;
  if (!isNativeError(error)) return 'not an error object';
  const code = codeOf(error);
  return code ? `${error.name} ${code}` : error.name;
}
