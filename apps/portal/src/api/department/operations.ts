import type { Page } from '../page.js';
import { command, get } from '../request.js';

export interface DeadLetter {
  readonly sequence: number;
  readonly handler: string;
  readonly reason: string;
  readonly detail: string;
  readonly attempts: number;
  readonly parkedAt: string;
  readonly eventId: string | null;
  readonly type: string | null;
  readonly stream: string;
  readonly streamSequence: number;
  readonly subject: string;
  readonly bytes: number;
}

export interface MessagingState {
  readonly state: 'up' | 'degraded' | 'down';
  readonly reasons: readonly string[];
  readonly role: 'leader' | 'standby';
  readonly broker: { readonly connected: boolean; readonly version?: string; readonly problem?: string };
  readonly outbox: {
    readonly waiting: number;
    readonly oldestSeconds: number;
    readonly published: number;
    readonly blockedKeys: number;
    readonly problem?: string;
  };
  readonly consumers: readonly ConsumerState[];
  readonly deadLetters?: number;
  readonly fills: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly maxBytes?: number;
    readonly fill: number;
    readonly warning: boolean;
  }[];
}

export interface ConsumerState {
  readonly handler: string;
  readonly running: boolean;
  readonly problem?: string;
  readonly held: number;
  readonly handled: number;
  readonly duplicates: number;
  readonly failedAttempts: number;
  readonly parked: number;
  readonly waiting?: number;
}

export const listDeadLetters = (department: string, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<DeadLetter>>(`/api/${department}/v1/operations/dead-letters`, { cursor }, signal);

export const replayDeadLetter = (department: string, sequence: number, idempotencyKey: string) =>
  command<{ outcome: 'handled' | 'already-handled' }>('POST', `/api/${department}/v1/operations/dead-letters/${sequence}/replay`, {
    body: {},
    idempotencyKey,
  });

export const readMessaging = (department: string, signal?: AbortSignal) =>
  get<MessagingState>(`/api/${department}/v1/operations/messaging`, {}, signal);
