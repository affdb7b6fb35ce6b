import type { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import type { DataOf } from '@jingzhun/events/define-event';
import type { ProjectAcceptedV1 } from '@jingzhun/events/industry/project-accepted.v1';
import { OnEvent, type EventHandler, type ReceivedEvent } from '@jingzhun/messaging';
import { ClaimReports } from './claim-reports.js';
import { inWaves } from './in-waves.js';

/** An accepted project is known to finance; its amount is worked out by a reward subsidy. */
@Injectable()
@OnEvent('record-accepted-projects')
export class RecordAcceptedProjects implements EventHandler {
  constructor(@Inject(ClaimReports) private readonly reports: ClaimReports) {}

  async handle(batch: readonly ReceivedEvent[], em: EntityManager): Promise<void> {
    await inWaves(this.reports, em, batch, (event) => {
      const { projectId, householdId, product, stage, measure, acceptedOn, document } = event.data as DataOf<typeof ProjectAcceptedV1>;
      const { unit } = measure;
      const quantity = measure.unit === 'count' ? measure.count : measure.areaCentiMu;
      const subject = { kind: 'project', projectId, product, stage, quantity, unit } as const;
      return [{ householdId, village: event.division, subject, amountFen: null, dueOn: acceptedOn, document, reference: event.id }];
    });
  }
}
