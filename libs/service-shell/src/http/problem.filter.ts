import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { OptimisticLockError } from '@mikro-orm/core';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { Refusal } from '@jingzhun/domain/refusal';
import { isUnavailable } from '@jingzhun/persistence';
import { describeError } from '../logs/logger.js';
import { DATABASE_RULES, LOGGER } from '../tokens.js';
import { brokenRuleOf, NO_RULES, refusalOfRule, type DatabaseRules } from './database-rules.js';
import { languageOf } from './language.js';
import { problemBody } from './problem.js';
import { bodyTooLarge, routeNotFound, unavailable, unexpected, unreadableBody, unsupportedContent } from './refusals.js';

/** The one place where an error becomes an answer: application/problem+json, in the language of the caller. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(DATABASE_RULES) private readonly rules: DatabaseRules,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const refusal = refusalOf(error, this.rules);
    const requestId = String(response.getHeader('X-Request-Id') ?? '');
    if (refusal.status >= 500) this.logger.error({ requestId, code: refusal.code, error: describeError(error) }, 'request failed');
    // a rule that only the database kept: rare between two persons, a gap of the code when it comes again and again
    else if (brokenRuleOf(error))
      this.logger.warn({ requestId, code: refusal.code, error: describeError(error) }, 'refused by the database');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    for (const [name, value] of Object.entries(refusal.headers ?? {})) response.setHeader(name, value);
    response
      .status(refusal.status)
      .type('application/problem+json')
      .send(JSON.stringify(problemBody(refusal, languageOf(request.header('accept-language')), requestId)));
  }
}

/** Any error as a refusal: our own as they are, the framework's and the database's by kind, everything else as unexpected. */
export function refusalOf(error: unknown, rules: DatabaseRules = NO_RULES): Refusal {
  if (error instanceof Refusal) return error;
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  if (status === 413) return bodyTooLarge();
  if (status === 415) return unsupportedContent();
  if (status === 404) return routeNotFound();
  // services never throw the framework's 400: it is the body parser's
  if (status === 400) return unreadableBody();
  if (error instanceof OptimisticLockError) return unexpected();
  if (isUnavailable(error)) return unavailable();
  const rule = brokenRuleOf(error);
  return (rule && refusalOfRule(rule, rules)) ?? unexpected();
}

function statusOf(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}
