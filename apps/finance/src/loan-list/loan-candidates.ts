import { COUNTED_AS_POOR } from '@jingzhun/domain/household-status';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { run, type Handle } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import { productName } from '../claim/listed-projects.js';
import type { LoanCandidate } from './loan-list.dto.js';

/** States after which a loan is no longer in hand. */
export const ENDED = `('rejected', 'withdrawn', 'repaid', 'writtenOff', 'recovered')`;

/** The rules of the loans, over a whole area at once: what `lifecycle/needs.ts` asks one application. */
const CANDIDATES = `select k.*, count(*) over ()::int as total from (select k.*, k."usedFen" < $6::float8 and k."isRegistered" and k."hasBorrower" and k."isClean" as "isEligible",
    greatest($6::float8 - k."usedFen", 0) as "roomFen" from (
    select c.id as "claimId", c.household_id as "householdId", h.number as "householdNumber", h.head_name as "headName", c.village_code as "villageCode",
      json_build_object('projectId', c.subject ->> 'projectId', 'product', c.subject ->> 'product', 'productNameZh', ${productName(`c.subject ->> 'product'`)}, 'stage', (c.subject ->> 'stage')::int, 'quantity', (c.subject ->> 'quantity')::int,
        'unit', c.subject ->> 'unit', 'acceptedOn', c.due_on::text, 'document', c.document) as project,
      h.status = any ($4::text[]) and h.registered_on <= $5::date as "isRegistered",
      exists (select from directory_person p where p.household_id = h.id and extract(year from $5::date) - p.birth_year between $7 and $8) as "hasBorrower",
      coalesce(m.bad_loans, 0) = 0 and not exists (select from (select distinct on (u.loan_id) u.what from loan_misuse u where u.household_id = h.id order by u.loan_id, u.position desc) u
        where u.what = 'found') as "isClean",
      (coalesce(m.loans_fen, 0) + greatest(coalesce(m.own_fen, 0), coalesce((select l.own_credit_fen from loan l where l.household_id = h.id and l.state not in ${ENDED}
        order by l.number desc limit 1), 0)))::float8 as "usedFen",
      (select json_build_object('id', l.id, 'number', l.number::int, 'state', l.state) from loan l where l.household_id = h.id and l.bank_code = $3 and l.state not in ${ENDED}
        order by l.number desc limit 1) as loan,
      (select o.number::int from joint_loan_line n join joint_loan_list o on o.id = n.list_id where n.claim_id = c.id and n.bank_code = $3 and n.standing <> 'ended') as "listedIn"
    from claim c join directory_household h on h.id = c.household_id left join household_credit m on m.household_id = h.id
    where c.kind = 'project' and c.state <> 'rejected' and c.village_code between $1 and $2 and ($9::uuid[] is null or c.id = any ($9::uuid[]))
  ) k) k where not $11 or (k."listedIn" is null and (k."isEligible" or k.loan is not null))
  order by k."villageCode", k.project ->> 'acceptedOn' desc, k."claimId" limit $10`;

export interface Asked {
  readonly area: string;
  readonly bank: string;
  readonly asOf: string;
  /** Absent: every accepted project of the area. */
  readonly claims?: readonly string[];
  /** Only what can be listed. */
  readonly open?: boolean;
  readonly limit: number;
}

export async function candidates(
  handle: Handle,
  { area, bank, asOf, claims, open = false, limit }: Asked,
  policy: PolicySnapshot,
): Promise<{ total: number; items: LoanCandidate[] }> {
  const { from, to } = areaRange(area as DivisionPrefix);
  const { min, max } = policy.value('loan.borrower.age');
  const rows = await run<LoanCandidate & { hasBorrower: boolean; isClean: boolean; total: number }>(handle, CANDIDATES, [
    ...[from, to, bank, COUNTED_AS_POOR, asOf, policy.value('loan.household.capFen'), min, max, claims ?? null, limit, open],
  ]);
  return { total: rows[0]?.total ?? 0, items: rows.map(({ hasBorrower: _, isClean: __, total: ___, ...row }) => row) };
}
