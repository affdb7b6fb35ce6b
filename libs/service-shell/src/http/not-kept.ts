import type { NextFunction, Request, Response } from 'express';

/**
 * Answers of the interface hold personal data: no browser and no proxy keeps them. It also keeps pages true: a record's tag is its version,
 * and a document beside it may be new while the record is not. A route that is for everybody (a public notice) says otherwise itself.
 */
export function notKept(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
