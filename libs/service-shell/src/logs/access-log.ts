import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { performance } from 'node:perf_hooks';
import { currentRequestId } from '../http/request-id.js';

/** One line an answer: the route's pattern, never the address itself. */
export const logRequests =
  (logger: Logger) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const started = performance.now();
    const requestId = currentRequestId();
    response.once('finish', () => {
      const route = (request.route as { path?: unknown } | undefined)?.path;
      const level = response.statusCode >= 500 ? 'error' : 'info';
      logger[level](
        {
          requestId,
          method: request.method,
          route: typeof route === 'string' ? route : 'none',
          status: response.statusCode,
          ms: Math.round(performance.now() - started),
        },
        'answered',
      );
    });
    next();
  };
