import { run, type Handle } from '@jingzhun/persistence';

/** What a household owes other banks, as far as its approvals, and its applications that wait, have said. */
export async function knownOwnCredit(handle: Handle, householdId: string): Promise<number> {
  const [known] = await run<{ fen: number }>(
    handle,
    `select greatest(coalesce((select own_fen from household_credit where household_id = $1::uuid), 0),
       coalesce((select max(own_credit_fen) from loan where household_id = $1::uuid and own_credit_document is null
         and state in ('applied', 'villageRecommended', 'townReviewed', 'countyConfirmed')), 0))::float8 as fen`,
    [householdId],
  );
  return known?.fen ?? 0;
}
