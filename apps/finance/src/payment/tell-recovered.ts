import type { EntityManager } from '@mikro-orm/postgresql';
import { PaymentRecoveredV1 } from '@jingzhun/events/finance/payment-recovered.v1';
import type { Outbox } from '@jingzhun/messaging';
import { run } from '@jingzhun/persistence';

interface Recovered {
  readonly paymentId: string;
  readonly amountFen: number;
  readonly leftFen: number;
  /** Day on which it was in the treasury. */
  readonly on: string;
}

/** Whoever heard that it was paid hears that it came back. */
export async function tellRecovered(em: EntityManager, outbox: Outbox, { paymentId, amountFen, leftFen, on }: Recovered): Promise<void> {
  const [of] = await run<{ batchId: string; householdId: string; village: string; causeType: string; causeId: string }>(
    em,
    `select batch_id as "batchId", household_id as "householdId", village_code as village, cause_type as "causeType", cause_id as "causeId"
     from payment where id = $1::uuid`,
    [paymentId],
  );
  const { village, ...payment } = of as NonNullable<typeof of>;
  outbox.add(em, PaymentRecoveredV1, {
    division: village,
    orderingKey: payment.householdId,
    data: { paymentId, ...payment, amountFen, leftFen, recoveredOn: on },
  });
}
