import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const current = new AsyncLocalStorage<string>();
const WELL_FORMED = /^[0-9a-zA-Z-]{8,64}$/;

/** Takes over the gateway's `X-Request-Id` or makes one; logs, audit rows and problems of one request carry the same. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.header('x-request-id');
  const id = given && WELL_FORMED.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  current.run(id, next);
}

/** Id of the request being answered; undefined outside of one. */
export const currentRequestId = (): string | undefined => current.getStore();
