import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, run, type Clock } from '@jingzhun/persistence';
import type { Payable, PayableCauses } from './payable-causes.js';
import { InstitutionsFirst } from './payee.errors.js';

const INSERT_PAYMENTS = `insert into payment (id, batch_id, household_id, person_id, village_code, household_number, head_name, amount_fen, cause_type, cause_id, decided_by, added_by, institution_id, state, changed_at)
  select p.id, $1::uuid, p.household_id, nullif(p.person_id, '')::uuid, p.village_code, p.household_number, p.head_name, p.amount_fen, $2::text, p.cause_id, p.decided_by, $12::uuid, nullif(p.institution, '')::uuid, 'prepared', $3::timestamptz
  from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[], $11::uuid[], $13::uuid[], $14::text[])
    as p (id, household_id, person_id, village_code, household_number, head_name, amount_fen, cause_id, decided_by, institution)`;

/** What was decided and waits, into a draft; a household's amount, or that of an institution paid for it. */
export async function insertPayments(
  em: EntityManager,
  clock: Clock,
  { batchId, causeType, addedBy }: { batchId: string; causeType: string; addedBy: string },
  rows: readonly Payable[],
): Promise<void> {
  await run(em, INSERT_PAYMENTS, [
    batchId,
    causeType,
    clock.now().toISOString(),
    rows.map(() => newId(clock)),
    rows.map(({ householdId }) => householdId),
    rows.map(({ personId }) => personId ?? ''),
    rows.map(({ villageCode }) => villageCode),
    rows.map(({ householdNumber }) => householdNumber),
    rows.map(({ headName }) => headName),
    rows.map(({ amountFen }) => amountFen),
    rows.map(({ causeId }) => causeId),
    addedBy,
    rows.map(({ decidedBy }) => decidedBy),
    rows.map(({ institutionId }) => institutionId ?? ''),
  ]);
}

/** Put into the draft before institutions were paid: it would go to the household's card. @throws InstitutionsFirst */
export async function assertInstitutions(em: EntityManager, causes: PayableCauses, batchId: string): Promise<void> {
  const rows = await run<{ type: string; n: number }>(
    em,
    'select cause_type as type, count(*)::int as n from payment where batch_id = $1::uuid and institution_id is null group by cause_type',
    [batchId],
  );
  const old = rows.filter(({ type }) => causes.get(type).paysInstitutions).reduce((sum, { n }) => sum + n, 0);
  if (old > 0) throw new InstitutionsFirst(old);
}
