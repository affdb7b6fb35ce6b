import type { Request } from 'express';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The address of this system as the browser used it. */
export const originOf = (request: Request, publicUrl?: string): string => publicUrl ?? `${request.protocol}://${request.get('host')}`;

/**
 * Does a request that changes something come from one of our own pages? Browsers say where it comes from; a page elsewhere
 * cannot make them lie. Who says nothing is refused.
 */
export function isFromOwnPage(request: Request, publicUrl?: string): boolean {
  if (SAFE.has(request.method)) return true;
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return request.get('origin') === originOf(request, publicUrl);
}
