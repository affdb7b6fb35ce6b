import type { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import type { DataOf } from '@jingzhun/events/define-event';
import type { MilestoneReachedV1 } from '@jingzhun/events/relocation/milestone-reached.v1';
import { OnEvent, type EventHandler, type ReceivedEvent } from '@jingzhun/messaging';
import { ClaimReports } from './claim-reports.js';
import { inWaves } from './in-waves.js';

/** Each source of money of a milestone is a claim of its own: they are paid from different funds. */
@Injectable()
@OnEvent('record-reached-milestones')
export class RecordReachedMilestones implements EventHandler {
  constructor(@Inject(ClaimReports) private readonly reports: ClaimReports) {}

  async handle(batch: readonly ReceivedEvent[], em: EntityManager): Promise<void> {
    await inWaves(this.reports, em, batch, (event) => {
      const { householdId, milestone, due, reachedOn, document } = event.data as DataOf<typeof MilestoneReachedV1>;
      return due.map(({ source, amountFen }) => ({
        ...{ householdId, village: event.division, subject: { kind: 'relocation', milestone, source } as const },
        ...{ amountFen, dueOn: reachedOn, document, reference: event.id },
      }));
    });
  }
}
