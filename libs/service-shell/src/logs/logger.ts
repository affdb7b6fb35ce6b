import { isNativeError } from 'node:util/types';
import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import type { Department } from '@jingzhun/persistence';

/**
 * JSON lines on standard output. Whatever is logged is written on purpose: no bodies, no query strings, no header values. What
 * slips in under a name that can carry personal data is cut out.
 */
export const createLogger = (department: Department, level: string): Logger =>
  pino({
    level,
    base: { department },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: PERSONAL_FIELDS.flatMap((field) => [field, `*.${field}`]), remove: true },
  });

const PERSONAL_FIELDS = [
  'idNumber',
  'name',
  'headName',
  'phone',
  'bankAccount',
  'address',
  'authorization',
  'cookie',
  'password',
  'token',
  'body',
  'parameters',
];

/** Nest's own messages through the same lines. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }
  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error({ context: rest.at(-1) }, isNativeError(message) ? describeError(message) : String(message));
  }
}

/**
 * An error for the log: its kind, code and where it happened. Not its message: database and parser messages quote values
 * (`Key (name)=(…) already exists`).
 */
export function describeError(error: unknown): string {
  if (!isNativeError(error)) return 'not an error object';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? ` on ${error.constraint}` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.name}${code}${constraint}`, ...frames.slice(0, 12)].join('\n');
}
