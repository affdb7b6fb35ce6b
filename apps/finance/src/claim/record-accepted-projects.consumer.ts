import type { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import type { DataOf } from '@jingzhun/events/define-event';
import type { ProjectAcceptedV1 } from '@jingzhun/events/industry/project-accepted.v1';
import { OnEvent, type EventHandler, type ReceivedEvent } from '@jingzhun/messaging';
import { ADVISORY_LOCKS, run } from '@jingzhun/persistence';
import { ClaimReports, type ClaimReport } from './claim-reports.js';
import { takeInWaves } from './in-waves.js';
import { keysOfLists } from './listed-projects.js';

/** An accepted project is known to finance; its amount is worked out by a reward subsidy. One that a list brought before is the same project. */
@Injectable()
@OnEvent('record-accepted-projects')
export class RecordAcceptedProjects implements EventHandler {
  constructor(@Inject(ClaimReports) private readonly reports: ClaimReports) {}

  async handle(batch: readonly ReceivedEvent[], em: EntityManager): Promise<void> {
    const told = batch.map((event): ClaimReport & { subject: { kind: 'project' } } => {
      const { projectId, householdId, product, stage, measure, parcels, acceptedOn, document } = event.data as DataOf<
        typeof ProjectAcceptedV1
      >;
      const { unit } = measure;
      const quantity = measure.unit === 'count' ? measure.count : measure.areaCentiMu;
      // a parcel is rewarded once a year, whatever it is called where it is applied for
      const parcelIds = parcels.map(({ parcelId }) => parcelId);
      const subject = {
        kind: 'project' as const,
        projectId,
        product,
        stage,
        quantity,
        unit,
        ...(parcelIds.length > 0 ? { parcelIds } : {}),
        ...{ householdId, villageCode: event.division },
      };
      return { householdId, village: event.division, subject, amountFen: null, dueOn: acceptedOn, document, reference: event.id };
    });
    await run(em, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.acceptedProjects]);
    const papers = told.map(({ householdId, document, subject: { projectId, product, stage }, reference }) => ({
      projectId,
      householdId,
      document,
      product,
      stage,
      eventId: reference,
    }));
    const keys = await keysOfLists(em, papers);
    await takeInWaves(
      this.reports,
      em,
      told.map((report, i) => (keys[i] ? { ...report, key: keys[i] } : report)),
    );
  }
}
