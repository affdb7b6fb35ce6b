import { Injectable } from '@nestjs/common';

export type HealthState = 'up' | 'degraded' | 'down';
export interface HealthEntry {
  state: HealthState;
  /** Figures and reasons for an administrator; never personal data. */
  [detail: string]: unknown;
}
export type HealthCheck = () => Promise<HealthEntry> | HealthEntry;

const CHECK_LIMIT_MS = 2000;

/** Libraries put their checks here; `/healthz` asks them all, each with a time limit. */
@Injectable()
export class HealthRegistry {
  private readonly checks = new Map<string, HealthCheck>();

  register(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  /** @returns one entry per check; the whole is as bad as its worst */
  async report(): Promise<{ state: HealthState; checks: Record<string, HealthEntry> }> {
    const entries = await Promise.all([...this.checks].map(async ([name, check]) => [name, await limited(check)] as const));
    const states = entries.map(([, { state }]) => state);
    const state = states.includes('down') ? 'down' : states.includes('degraded') ? 'degraded' : 'up';
    return { state, checks: Object.fromEntries(entries) };
  }
}

async function limited(check: HealthCheck): Promise<HealthEntry> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<HealthEntry>((resolve) => {
    timer = setTimeout(() => resolve({ state: 'down', reason: `no answer within ${CHECK_LIMIT_MS} ms` }), CHECK_LIMIT_MS);
  });
  try {
    return await Promise.race([Promise.resolve(check()), limit]);
  } catch (error) {
    return { state: 'down', reason: error instanceof Error ? error.name : 'unknown' };
  } finally {
    clearTimeout(timer);
  }
}
