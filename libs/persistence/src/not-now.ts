import { isNativeError } from 'node:util/types';

/** SQLSTATE classes and codes that say "not now": connection lost, shutting down, too many connections, serialization, deadlock. */
const NOT_NOW = /^(08|53|57P|40001|40P01|55P03|25006)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
const LOST_CONNECTION =
  /connection terminated|connection ended|client has encountered a connection error|client was closed|timeout exceeded when trying to connect/i;

/** The database is away or busy: nothing is wrong with what was asked, and the same may work a moment later. */
export function isUnavailable(error: unknown): boolean {
  for (let cause = error, depth = 0; isNativeError(cause) && depth < 5; cause = cause.cause ?? previousOf(cause), depth += 1) {
    const code = codeOf(cause);
    if (code && (NOT_NOW.test(code) || NETWORK.has(code))) return true;
    if (LOST_CONNECTION.test(cause.message)) return true;
  }
  return false;
}

/** SQLSTATE of the database, or the code of the network. */
export const codeOf = (error: Error): string | undefined => {
  const { code } = error as Error & { code?: unknown };
  return typeof code === 'string' ? code : undefined;
};

/** MikroORM keeps the driver's error there. */
const previousOf = (error: Error): unknown => (error as Error & { previous?: unknown }).previous;
