import { say } from '../i18n/messages.js';
import { apiMessages } from './api.messages.js';

export interface ProblemItem {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

interface ProblemDocument {
  title?: string;
  detail?: string;
  next?: string;
  code?: string;
  instance?: string;
  problems?: ProblemItem[];
}

/** A refusal as the server explains it (RFC 9457), or what the browser knows when no explanation arrived. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly next: string;
  readonly code: string;
  readonly instance: string | undefined;
  readonly problems: readonly ProblemItem[];

  constructor(status: number, document: Required<Pick<ProblemDocument, 'title' | 'detail' | 'next' | 'code'>> & ProblemDocument) {
    super(document.title);
    this.name = 'Problem';
    this.status = status;
    this.title = document.title;
    this.detail = document.detail;
    this.next = document.next;
    this.code = document.code;
    this.instance = document.instance;
    this.problems = document.problems ?? [];
  }

  /** Nobody decided anything: trying again is sensible. */
  get isOutage(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

export function unreachable(): Problem {
  return fromMessages(0, 'unreachable', 'portal.unreachable');
}

export async function problemOf(response: Response): Promise<Problem> {
  const document = await readDocument(response);
  const fallback =
    response.status === 502 || response.status === 503 || response.status === 504
      ? fromMessages(response.status, 'departmentDown', 'portal.department-down')
      : fromMessages(response.status, 'unexpected', `portal.http-${response.status}`);
  return new Problem(response.status, {
    title: document.title ?? fallback.title,
    detail: document.detail ?? (document.title ? '' : fallback.detail),
    next: document.next ?? fallback.next,
    code: document.code ?? fallback.code,
    ...(document.instance ? { instance: document.instance } : {}),
    ...(document.problems ? { problems: document.problems } : {}),
  });
}

async function readDocument(response: Response): Promise<ProblemDocument> {
  if (!response.headers.get('content-type')?.includes('json')) return {};
  try {
    return (await response.json()) as ProblemDocument;
  } catch {
    return {};
  }
}

function fromMessages(status: number, kind: 'unreachable' | 'departmentDown' | 'unexpected', code: string): Problem {
  return new Problem(status, {
    title: say(apiMessages, `${kind}Title`),
    detail: say(apiMessages, `${kind}Detail`),
    next: say(apiMessages, `${kind}Next`),
    code,
  });
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : fromMessages(0, 'unexpected', 'portal.unexpected');
}
