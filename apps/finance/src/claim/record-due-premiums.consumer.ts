import type { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import type { DataOf } from '@jingzhun/events/define-event';
import type { PremiumFellDueV1 } from '@jingzhun/events/medical/premium-fell-due.v1';
import { OnEvent, type EventHandler, type ReceivedEvent } from '@jingzhun/messaging';
import { ClaimReports } from './claim-reports.js';
import { inWaves } from './in-waves.js';

/** A premium the government pays for a person is a claim. */
@Injectable()
@OnEvent('record-due-premiums')
export class RecordDuePremiums implements EventHandler {
  constructor(@Inject(ClaimReports) private readonly reports: ClaimReports) {}

  async handle(batch: readonly ReceivedEvent[], em: EntityManager): Promise<void> {
    await inWaves(this.reports, em, batch, (event) => {
      const { householdId, personId, scheme, year, amountFen, dueOn, document } = event.data as DataOf<typeof PremiumFellDueV1>;
      const subject = { kind: 'premium', scheme, year, personId } as const;
      return [{ householdId, village: event.division, subject, amountFen, dueOn, document, reference: event.id }];
    });
  }
}
