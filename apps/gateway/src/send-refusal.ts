import type { Request, Response } from 'express';
import { languageOf, problemBody, refusalOf } from '@jingzhun/service-shell';

/** problem+json from middleware, which stands before the filter that answers for controllers. */
export function sendRefusal(request: Request, response: Response, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const refusal = refusalOf(error);
  for (const [name, value] of Object.entries(refusal.headers ?? {})) response.setHeader(name, value);
  response
    .status(refusal.status)
    .type('application/problem+json')
    .send(
      JSON.stringify(problemBody(refusal, languageOf(request.get('accept-language')), String(response.getHeader('X-Request-Id') ?? ''))),
    );
}
