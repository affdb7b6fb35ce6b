import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { versionNeeded } from './refusals.js';

const ENTITY_TAG = /^(?:W\/)?"(\d{1,9})"$/;

/** The version a change is based on, from `If-Match: "7"`; refused with 428 when absent. */
export const ExpectedVersion = createParamDecorator((_data: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<Request>().header('if-match');
  const version = ENTITY_TAG.exec(header?.trim() ?? '')?.[1];
  if (version === undefined) throw versionNeeded();
  return Number(version);
});

/** `ETag: "7"` for an answer that is one record with a version. */
export function tagWithVersion(response: Response, body: unknown): void {
  if (typeof body === 'object' && body !== null && 'version' in body && typeof body.version === 'number' && !response.headersSent) {
    response.setHeader('ETag', `"${body.version}"`);
  }
}
