import { currentLanguage } from '../i18n/i18n.js';
import { newKey } from './new-key.js';
import { problemOf, unreachable } from './problem.js';

export type Query = Readonly<Record<string, string | number | boolean | undefined | null>>;

export interface CommandOptions {
  readonly body?: unknown;
  readonly idempotencyKey: string;
  /** Version the person has on screen; the server refuses when it is no longer the newest. */
  readonly ifMatch?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Fired when the server says that nobody is signed in any more. */
export const sessionLost = 'jingzhun:session-lost';

export function addressOf(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const response = await send(addressOf(path, query), { method: 'GET', headers: {}, ...(signal ? { signal } : {}) });
  return (await response.json()) as T;
}

/** A question whose terms may be personal (names, numbers): they travel in the body, never in the address. */
export async function ask<T>(path: string, terms: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
    body: JSON.stringify(terms),
    ...(signal ? { signal } : {}),
  });
  return (await response.json()) as T;
}

export async function command<T>(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, options: CommandOptions): Promise<T> {
  const response = await sendCommand(method, path, options);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** A command that answers with a file (export, marked workbook). */
export async function commandForFile(path: string, options: CommandOptions): Promise<{ file: Blob; name: string }> {
  const response = await sendCommand('POST', path, options);
  return { file: await response.blob(), name: fileName(response.headers.get('content-disposition')) };
}

export async function getFile(path: string): Promise<{ file: Blob; name: string }> {
  const response = await send(path, { method: 'GET', headers: {} });
  return { file: await response.blob(), name: fileName(response.headers.get('content-disposition')) };
}

function sendCommand(method: string, path: string, options: CommandOptions): Promise<Response> {
  const raw = options.body instanceof Blob;
  const headers: Record<string, string> = { 'idempotency-key': options.idempotencyKey, ...options.headers };
  if (options.ifMatch !== undefined) headers['if-match'] = `"${options.ifMatch}"`;
  if (options.body !== undefined && !raw) headers['content-type'] = 'application/json';
  const body = options.body === undefined ? {} : { body: raw ? options.body : JSON.stringify(options.body) };
  return send(path, { method, headers, ...body });
}

async function send(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Response> {
  const headers = {
    accept: 'application/json, application/problem+json, */*;q=0.5',
    'accept-language': currentLanguage(),
    ...init.headers,
  };
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers, credentials: 'same-origin' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  }
  if (response.ok) return response;
  if (response.status === 401 && !path.startsWith('/auth/')) window.dispatchEvent(new Event(sessionLost));
  throw await problemOf(response);
}

function fileName(disposition: string | null): string {
  const encoded = disposition?.match(/filename\*=UTF-8''([^;]+)/i)?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return disposition?.match(/filename="?([^";]+)"?/i)?.[1] ?? 'download';
}
