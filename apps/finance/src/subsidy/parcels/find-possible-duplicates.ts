import { ADVISORY_LOCKS, run, type Handle } from '@jingzhun/persistence';
import { asWholeCounty } from '../../whole-county/as-whole-county.js';
import { ENDED } from '../lifecycle/subsidy-state.js';
import { namesOf, unanswered, type PossibleDuplicate, type Given } from './possible-duplicates.rules.js';
import { parcelsOfSimilarName } from './similar-parcels.js';

/** What is about to be entered, or corrected. */
export interface AskedFor {
  /** Null: a new application. */
  readonly applicationId: string | null;
  /** The accepted project it names. */
  readonly claimId: string | null;
  readonly householdId: string;
  /** Of the scheme. */
  readonly schemeYear: number;
  /** In which it was entered: the parcel counts there. */
  readonly year: number;
  readonly product: string;
  readonly stage: number;
  /** Folded; absent while nobody has written a name. */
  readonly parcelKey?: string;
  readonly parcelVillage: string;
}

/** Found, with what a screen may show of it. */
export interface FoundDuplicate extends PossibleDuplicate {
  readonly quantity?: number;
  readonly unit?: 'centiMu' | 'count';
  readonly state?: string;
  /** Of the other application. */
  readonly villageCode?: string;
  readonly householdNumber?: string;
  readonly headName?: string;
}

const LIVING = `a.state not in (${ENDED.map((state) => `'${state}'`).join(', ')})`;
const OF_YEAR = `(a.year = $4 or exists (select from subsidy_parcel_use u where u.application_id = a.id and u.year = $5))`;
const OTHER = `a.id as "applicationId", a.parcel, a.state, a.village_code as "villageCode", a.household_number as "householdNumber", a.head_name as "headName"`;

/** Accepted projects of the household for the same: those that wait, and those that were applied for in the year. */
const PROJECTS = `select c.id as "claimId", c.document, c.due_on::text as "acceptedOn", (c.subject ->> 'quantity')::int as quantity, c.subject ->> 'unit' as unit, ${OTHER}
  from claim c left join subsidy_application a on a.claim_id = c.id and ${LIVING}
  where c.kind = 'project' and c.household_id = $1::uuid and c.subject ->> 'product' = $2 and (c.subject ->> 'stage')::int = $3
    and case when a.id is null then c.state = 'received' else ${OF_YEAR} end order by c.id`;

const BY_HAND = `select ${OTHER} from subsidy_application a where a.household_id = $1::uuid and a.product = $2 and a.stage = $3 and a.claim_id is null and a.rest_of is null
  and ${LIVING} and ${OF_YEAR} and a.id is distinct from $6::uuid order by a.id`;

const HOLD = `select from claim where kind = 'project' and household_id = $1::uuid and subject ->> 'product' = $2 and (subject ->> 'stage')::int = $3 order by id for update`;

/** Whoever enters the same at the same time waits and sees it then: names of parcels, and the household's projects, are held by one at a time. */
export const holdPossibleDuplicates = (
  handle: Handle,
  { householdId, product, stage }: Pick<AskedFor, 'householdId' | 'product' | 'stage'>,
): Promise<void> =>
  asWholeCounty(handle, async () => {
    await run(handle, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.parcelNames]);
    await run(handle, HOLD, [householdId, product, stage]);
  });

/** What may be the same and is not answered, in the whole county: a household brings its projects along when it moves, and leases land elsewhere. */
export const findPossibleDuplicates = (handle: Handle, asked: AskedFor): Promise<FoundDuplicate[]> =>
  asWholeCounty(handle, async () => {
    const found = [...(await ofTheHousehold(handle, asked)), ...(await ofTheVillage(handle, asked))];
    const others = [asked.applicationId, ...found.map(({ applicationId }) => applicationId)].filter((id) => typeof id === 'string');
    const given = await run<Given>(
      handle,
      'select application_id as "applicationId", findings from subsidy_possible_duplicate_answer where application_id = any($1::uuid[])',
      [[...new Set(others)]],
    );
    return unanswered(found, asked, given);
  });

async function ofTheHousehold(handle: Handle, asked: AskedFor): Promise<FoundDuplicate[]> {
  const { householdId, product, stage, schemeYear, year, claimId, applicationId } = asked;
  const of = `${product} ${stage}`;
  const same = [householdId, product, stage, schemeYear, year];
  const rows = claimId
    ? await run<FoundDuplicate & Record<string, unknown>>(handle, BY_HAND, [...same, applicationId])
    : await run<FoundDuplicate & Record<string, unknown>>(handle, PROJECTS, same);
  return rows.map((row): FoundDuplicate => {
    const kind = claimId ? 'askedByHand' : row.applicationId ? 'projectApplied' : 'projectWaits';
    const known = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as FoundDuplicate;
    return { ...known, kind, of };
  });
}

async function ofTheVillage(
  handle: Handle,
  { applicationId, claimId, parcelKey, parcelVillage, year }: AskedFor,
): Promise<FoundDuplicate[]> {
  if (parcelKey === undefined) return [];
  const rows = await parcelsOfSimilarName(handle, {
    village: parcelVillage,
    years: [year],
    key: parcelKey,
    claimId,
    except: applicationId,
  });
  // the same name is refused by itself
  return rows
    .filter(({ key }) => key !== parcelKey)
    .map(({ key, id, parcel, state, villageCode, householdNumber, headName }) => ({
      ...{ kind: 'similarName' as const, of: namesOf(parcelKey, key), applicationId: id, parcel },
      ...{ state, villageCode, householdNumber, headName },
    }));
}
