import type { CookieOptions, Request, Response } from 'express';

const NAME = 'jz-session';

/** Over TLS the name itself forbids other hosts and insecure connections to set it. */
const nameFor = (request: Request): string => (request.secure ? `__Host-${NAME}` : NAME);

const options = (request: Request): CookieOptions => ({ httpOnly: true, sameSite: 'lax', secure: request.secure, path: '/' });

/** Until the browser is closed; the server ends it earlier. */
export function setSessionCookie(request: Request, response: Response, token: string): void {
  response.cookie(nameFor(request), token, options(request));
}

export function clearSessionCookie(request: Request, response: Response): void {
  response.clearCookie(nameFor(request), options(request));
}

export const sessionCookieOf = (request: Request): string | undefined => cookieOf(request, nameFor(request));

export function cookieOf(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return decodeURIComponent(pair.slice(at + 1).trim());
  }
  return undefined;
}
