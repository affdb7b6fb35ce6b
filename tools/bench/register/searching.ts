import path from 'node:path';
import type pg from 'pg';
import type { Principal } from '@jingzhun/auth';
import { principalLike } from '@jingzhun/auth/testing';
import type { Database, Session } from '@jingzhun/persistence';
import { openVault, SealedCursors, type Vault } from '@jingzhun/vault';
import { HouseholdListQueries } from '../../../apps/identification/src/household/household-list.queries.js';
import { SearchHouseholdsRequest } from '../../../apps/identification/src/household/household.dto.js';
import { firstPersonOf, nameOf, numberOf } from '../import/city-rows.js';
import { interleave, ratios } from '../interleave.js';
import { resultOf, type BenchResult } from '../result.js';
import type { Registers } from './registers.js';

/** An index over ten times as many entries is a level deeper at most, and more of it has to be fetched. */
const AS_AN_INDEX = 0.5;
/**
 * The answer is the first 50 by village and number: where many fit, all of them are sorted before the first is shown, and their number grows with the data.
 * The time of a household shown may grow as the data does (ten times), and no more.
 */
const AS_THE_DATA = 0.1;

interface Search {
  name: string;
  principal: Principal;
  terms: SearchHouseholdsRequest[];
  goal: number;
}

/** The product's own search, as the service's role under row security. */
export async function searching({ city, ten, villages }: Registers, folder: string, rounds: number): Promise<BenchResult[]> {
  const vault = openVault({ keysFolder: path.join(folder, 'keys'), department: 'identification', now: new Date('2016-01-01T00:00:00Z') });
  const searches = searchesIn(villages);
  const scans: string[] = [];
  for (const { database } of [city, ten]) for (const search of searches) scans.push(...(await sequentialScans(database, vault, search)));
  if (scans.length > 0) console.log(scans.join('\n'));
  const results = [
    resultOf('search: plans that read a whole table of the register', 'none (1 = none)', [1 / (1 + scans.length)], 1, 'share'),
  ];
  for (const search of searches) {
    const found = { city: 0, ten: 0 };
    const timings = await interleave(
      [
        { name: 'city', run: async () => void (found.city = await searchAll(city.database, vault, search)) },
        { name: 'ten', run: async () => void (found.ten = await searchAll(ten.database, vault, search)) },
      ],
      rounds,
    );
    if (found.city === 0 || found.ten < found.city) throw new Error(`${search.name}: found ${found.city} in the city, ${found.ten} in ten`);
    // an index gives what fits and no more: the time of each household of the answer counts
    const speeds = ratios(timings, 'city', 'ten').map((ratio) => (ratio * found.ten) / found.city);
    results.push(
      resultOf(
        `search by ${search.name}, ten times the city: households found a second`,
        'the same search in the city',
        speeds,
        search.goal,
      ),
    );
  }
  return results;
}

function searchesIn(villages: readonly string[]): Search[] {
  const heads = Array.from({ length: 60 }, (_, i) => firstPersonOf(i * 421));
  const termsOf = (make: (head: number) => object): SearchHouseholdsRequest[] =>
    heads.map((head) => SearchHouseholdsRequest.parse(make(head)));
  const county = principalLike();
  const cadre = principalLike({ area: villages[7], roles: ['village-cadre'] });
  const surnames = termsOf((head) => ({ name: nameOf(head).slice(0, 1) })).slice(0, 20);
  return [
    { name: 'ID number', goal: AS_AN_INDEX, principal: county, terms: termsOf((head) => ({ idNumber: numberOf(head, true) })) },
    { name: 'name', goal: AS_AN_INDEX, principal: county, terms: termsOf((head) => ({ name: nameOf(head) })) },
    { name: 'beginning of the name', goal: AS_THE_DATA, principal: county, terms: termsOf((head) => ({ name: nameOf(head).slice(0, 2) })) },
    { name: 'surname', goal: AS_AN_INDEX, principal: county, terms: surnames },
    { name: 'surname in one village', goal: AS_THE_DATA, principal: cadre, terms: surnames },
  ];
}

async function searchAll(database: Pick<Database, 'connection'>, vault: Vault, { principal, terms }: Search): Promise<number> {
  const queries = new HouseholdListQueries(database as Database, new SealedCursors(vault.fields), vault);
  let found = 0;
  for (const one of terms) found += (await queries.search(principal, one)).items.length;
  return found;
}

const LARGE = new Set(['person', 'member', 'household', 'household_income']);

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Plan[];
}

/** Has the database explain each statement of some searches before it runs, as the role and with the session that runs it. */
async function sequentialScans(database: Database, vault: Vault, search: Search): Promise<string[]> {
  const scans: string[] = [];
  const visit = (plan: Plan): void => {
    if (plan['Node Type'] === 'Seq Scan' && LARGE.has(plan['Relation Name'] ?? ''))
      scans.push(`${search.name}: ${plan['Relation Name']} is read as a whole`);
    plan.Plans?.forEach(visit);
  };
  const explaining = {
    connection: <T>(session: Session, work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
      database.connection(session, (client) =>
        work({
          query: async (text: string, values: unknown[]) => {
            const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(`explain (format json) ${text}`, values);
            rows[0]?.['QUERY PLAN'].forEach(({ Plan }) => visit(Plan));
            return client.query(text, values);
          },
        } as unknown as pg.PoolClient),
      ),
  };
  await searchAll(explaining, vault, { ...search, terms: search.terms.slice(0, 5) });
  return scans;
}
