import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run } from '@jingzhun/persistence';
import { PayableCauses, type Payable, type PayableSource } from '../payment/payable-causes.js';
import { payableAccount } from '../payment/payable-accounts.js';
import { STOPS } from '../payment/stopped-payments.js';
import { withGoneHousehold } from '../household-standing/household-standing.js';
import type { ReturnReason } from '../payment/payment-lifecycle.js';
import { accountsOfInstitutions, institutionsOfPremiums } from '../institution/institution-of-premium.js';
import { BENEFIT_OF, causeTypeOf, type PayableKind } from './claim-kinds.js';
import type { ClaimStep } from './claim-lifecycle.js';
import { ClaimSteps, type ClaimChange } from './claim-steps.js';

/** Approved claims offered to payment batches, one source a kind, and what became of their money. */
@Injectable()
export class ClaimPayables implements OnModuleInit {
  constructor(
    @Inject(PayableCauses) private readonly causes: PayableCauses,
    @Inject(ClaimSteps) private readonly steps: ClaimSteps,
  ) {}

  onModuleInit(): void {
    for (const kind of Object.keys(BENEFIT_OF) as PayableKind[]) this.causes.register(this.sourceOf(kind));
  }

  private sourceOf(kind: PayableKind): PayableSource {
    const all =
      (step: ClaimStep, change: ClaimChange = {}) =>
      (em: EntityManager, ids: readonly string[]) =>
        this.all(em, ids, step, change);
    return {
      causeType: causeTypeOf(kind),
      benefit: BENEFIT_OF[kind],
      partsTakenBack: 'all',
      waiting: (em, fundCode, causeIds) => this.waiting(em, kind, fundCode, causeIds),
      ...(kind === 'premium'
        ? {
            paysInstitutions: true,
            accounts: (em: EntityManager, ids: readonly string[]) =>
              accountsOfInstitutions(em, causeTypeOf(kind), ids, payableAccount(BENEFIT_OF[kind])),
          }
        : {}),
      stopped: async (em: EntityManager, ids: readonly string[]) =>
        new Map((await withGoneHousehold(em, 'claim', ids)).map((id) => [id, STOPS.householdGone])),
      taken: all('take'),
      released: all('release'),
      paid: (em: EntityManager, ids: readonly string[], on: PlainDate) => this.all(em, ids, 'pay', { paid_on: on }),
      returned: (em: EntityManager, ids: readonly string[], reason: ReturnReason) => this.all(em, ids, 'bounce', { paid_on: null }, reason),
      givenUp: (em: EntityManager, id: string) => this.all(em, [id], 'giveUp'),
      takenBack: (em: EntityManager, id: string) => this.all(em, [id], 'giveUp', { paid_on: null }),
    };
  }

  private async waiting(em: EntityManager, kind: PayableKind, fundCode: string, causeIds?: readonly string[]): Promise<Payable[]> {
    const found = await run<{ id: string }>(
      em,
      `select id from claim where kind = $1 and fund_code = $2 and state = 'approved' and ($3::uuid[] is null or id = any($3::uuid[]))`,
      [kind, fundCode, causeIds ?? null],
    );
    const rows = await this.steps.lock(
      em,
      found.map(({ id }) => id),
    );
    const ready = rows.filter(({ state, householdKnown }) => state === 'approved' && householdKnown);
    const paidTo =
      kind === 'premium'
        ? await institutionsOfPremiums(
            em,
            ready.map(({ id }) => id),
          )
        : undefined;
    return ready.map(({ id, householdId, personId, villageCode, householdNumber, headName, amountFen, approvedBy }): Payable => ({
      ...{ causeId: id, householdId, personId, villageCode },
      ...{ householdNumber: householdNumber ?? '', headName: headName ?? '', amountFen: amountFen ?? 0 },
      ...(paidTo ? { institutionId: paidTo.get(id) } : {}),
      decidedBy: approvedBy as string,
    }));
  }

  private async all(em: EntityManager, ids: readonly string[], step: ClaimStep, change: ClaimChange = {}, reason?: string): Promise<void> {
    await this.steps.take(em, undefined, step, await this.steps.lock(em, ids), change, reason);
  }
}
