import type { EntityManager } from '@mikro-orm/postgresql';
import type { ReceivedEvent } from '@jingzhun/messaging';
import { keyOf } from './claim-kinds.js';
import type { ClaimReport, ClaimReports } from './claim-reports.js';

/** Takes a batch of events set by set; two events about one thing go one after the other, so that each leaves its report. */
export const inWaves = (
  reports: ClaimReports,
  em: EntityManager,
  batch: readonly ReceivedEvent[],
  of: (event: ReceivedEvent) => readonly ClaimReport[],
): Promise<void> => takeInWaves(reports, em, batch.flatMap(of));

export async function takeInWaves(reports: ClaimReports, em: EntityManager, all: readonly ClaimReport[]): Promise<void> {
  const waves: Map<string, ClaimReport>[] = [];
  for (const report of all) {
    const key = keyOf(report);
    const wave = waves.find((one) => !one.has(key));
    if (wave) wave.set(key, report);
    else waves.push(new Map([[key, report]]));
  }
  for (const wave of waves) await reports.take(em, [...wave.values()]);
}
