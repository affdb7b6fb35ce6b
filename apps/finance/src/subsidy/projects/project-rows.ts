import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import type { HouseholdCategory } from '@jingzhun/domain/household-category';
import type { HouseholdStatus } from '@jingzhun/domain/household-status';
import { run, type Handle } from '@jingzhun/persistence';
import { ENDED } from '../lifecycle/subsidy-state.js';

/** An accepted project as industry told it, with its household as the own copy of the register has it. */
export interface ProjectRow {
  /** Of the claim. */
  readonly id: string;
  readonly householdId: string;
  readonly householdNumber: string;
  readonly headName: string;
  readonly memberCount: number;
  readonly villageCode: string;
  readonly status: HouseholdStatus;
  readonly category: HouseholdCategory;
  readonly product: string | null;
  readonly stage: number | null;
  /** 0.01 mu or pieces. */
  readonly quantity: number | null;
  readonly unit: 'centiMu' | 'count' | null;
  readonly acceptedOn: string;
  readonly document: string;
  /** Waits: nobody has applied for it, and it was neither paid nor rejected. */
  readonly isFree: boolean;
  /** The household has an application of the year for the same, which names no project, and nobody has said that it is for another field. */
  readonly isAskedByHand: boolean;
  /** One of the parcels that industry names is in an application of the year. */
  readonly isParcelUsed: boolean;
  /** Which of the household's projects of this product and stage it is: 1 for the first that was told. */
  readonly ordinal: number;
}

const LIVING = `a.state not in (${ENDED.map((state) => `'${state}'`).join(', ')})`;
const FREE = `c.state = 'received' and not exists (select from subsidy_application a where a.claim_id = c.id and ${LIVING})`;
const SAME = (of: string): string =>
  `${of}.household_id = c.household_id and ${of}.subject ->> 'product' = c.subject ->> 'product' and ${of}.subject ->> 'stage' = c.subject ->> 'stage'`;
/** The application entered by hand says that it is not for this project. */
const SAID_TO_BE_ANOTHER = `exists (select from subsidy_possible_duplicate_answer n where n.application_id = a.id and n.findings @> jsonb_build_array(jsonb_build_object('claimId', c.id)))`;

const ROW = `select c.id, c.household_id as "householdId", h.number as "householdNumber", h.head_name as "headName", h.member_count as "memberCount",
    h.village_code as "villageCode", h.status, h.category, c.subject ->> 'product' as product, (c.subject ->> 'stage')::int as stage,
    (c.subject ->> 'quantity')::int as quantity, c.subject ->> 'unit' as unit, c.due_on::text as "acceptedOn", c.document, ${FREE} as "isFree",
    exists (select from subsidy_application a where a.household_id = c.household_id and a.year = $1 and a.claim_id is null and a.rest_of is null and a.product = c.subject ->> 'product'
      and a.stage = (c.subject ->> 'stage')::int and ${LIVING} and not ${SAID_TO_BE_ANOTHER}) as "isAskedByHand",
    exists (select from subsidy_parcel_use u where u.kind = 'parcel' and u.year = $2
      and u.key in (select jsonb_array_elements_text(coalesce(c.subject -> 'parcelIds', '[]')))) as "isParcelUsed",
    1 + (select count(*)::int from claim o where o.kind = 'project' and ${SAME('o')} and o.id < c.id) as ordinal
  from claim c join directory_household h on h.id = c.household_id where c.kind = 'project'`;

const ORDER = `order by h.village_code, h.number, c.id`;

/** That of the scheme, and that in which an application of today counts. */
export interface Years {
  readonly scheme: number;
  readonly now: number;
}

/** Those that wait, village by village. */
export const waitingRows = (
  handle: Handle,
  years: Years,
  { area, product, limit }: { area: DivisionPrefix; product?: string | undefined; limit: number },
): Promise<ProjectRow[]> => {
  const { from, to } = areaRange(area);
  return run<ProjectRow>(
    handle,
    `${ROW} and ${FREE} and c.village_code between $3 and $4 and ($5::text is null or c.subject ->> 'product' = $5) ${ORDER} limit $6`,
    [years.scheme, years.now, from, to, product ?? null, limit],
  );
};

/** These, whatever has become of them; fewer than asked where one is not of the own area. */
export const rowsOf = (handle: Handle, years: Years, ids: readonly string[]): Promise<ProjectRow[]> =>
  run<ProjectRow>(handle, `${ROW} and c.id = any($3::uuid[]) ${ORDER}`, [years.scheme, years.now, ids]);
