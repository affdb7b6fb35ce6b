import { Inject, Injectable } from '@nestjs/common';
import { Database, type Session } from '@jingzhun/persistence';
import type {
  DirectoryDivision,
  DirectoryHit,
  DirectoryHousehold,
  DirectoryMember,
  DirectoryPage,
  DirectoryQuery,
  DirectoryRow,
  DirectorySearch,
} from '../directory.dto.js';
import { DirectoryHouseholdNotFound, UnknownDirectoryCursor } from '../directory.errors.js';
import { Conditions } from './conditions.js';

const ROW = `h."id", h."number", h."version", h."village_code" as "villageCode", h."group_name" as "groupName", h."status", h."category",
  h."main_cause" as "mainCause", h."secondary_causes" as "secondaryCauses", h."head_name" as "headName", h."member_count" as "memberCount",
  h."registered_on"::text as "registeredOn", h."registered_elsewhere" as "registeredElsewhere"`;
const MEMBER = `"person_id" as "personId", "name", "sex", "birth_year" as "birthYear", "relation", "is_head" as "isHead"`;
const DIVISION = `"code", "name", "level", "kind", "parent_code" as "parentCode", "valid_from"::text as "validFrom",
  "valid_to"::text as "validTo", "successor_code" as "successorCode"`;

/** Sorts after every text that begins with the prefix: names are compared by code point ("C"). */
const LAST = '\u{10FFFF}';

/** Reads of the copy. What a session sees is decided by row security; the filters here only narrow. */
@Injectable()
export class DirectoryQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** By village, then by id. */
  async list(session: Session, query: DirectoryQuery): Promise<DirectoryPage> {
    const filters = (): Conditions =>
      new Conditions()
        .area('h."village_code"', query.area)
        .add('h."status" = ?', query.status)
        .add('h."category" = ?', query.category)
        .add('h."main_cause" = ?', query.mainCause);
    const page = filters();
    if (query.cursor !== undefined) page.add('(h."village_code", h."id") > (?, ?::uuid)', ...placeOf(query.cursor));
    return this.database.connection(session, async (client) => {
      const { rows } = await client.query<DirectoryRow>(
        `select ${ROW} from "directory_household" h ${page.where} order by h."village_code", h."id" limit ${query.limit + 1}`,
        page.values,
      );
      const items = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? items.at(-1) : undefined;
      const result = { items, nextCursor: last ? cursorOf(last) : null };
      if (query.cursor !== undefined) return result;
      const all = filters();
      const counted = await client.query<{ total: number }>(
        `select count(*) as total from "directory_household" h ${all.where}`,
        all.values,
      );
      return { ...result, total: counted.rows[0]!.total };
    });
  }

  /** @throws DirectoryHouseholdNotFound also for one outside the session's area */
  get(session: Session, id: string): Promise<DirectoryHousehold> {
    return this.database.connection(session, async (client) => {
      const [household, members] = await Promise.all([
        client.query<DirectoryRow>({
          name: 'directory-household',
          text: `select ${ROW} from "directory_household" h where h."id" = $1`,
          values: [id],
        }),
        client.query<DirectoryMember>({
          name: 'directory-members',
          text: `select ${MEMBER} from "directory_person" where "household_id" = $1 order by "is_head" desc, "relation", "person_id"`,
          values: [id],
        }),
      ]);
      const row = household.rows[0];
      if (!row) throw new DirectoryHouseholdNotFound();
      return { ...row, members: members.rows };
    });
  }

  /** Households of which a member's name begins so, or with that number. */
  search(session: Session, { name, number, area, limit }: DirectorySearch): Promise<DirectoryHit[]> {
    const conditions = new Conditions()
      .area('h."village_code"', area)
      .add('h."number" = ?', number)
      .add('p."name" >= ? and p."name" < ?', name, name === undefined ? undefined : name + LAST);
    const people = name === undefined ? '' : 'join "directory_person" p on p."household_id" = h."id"';
    const matched = name === undefined ? 'null' : 'case when p."is_head" then null else p."name" end';
    return this.database.connection(session, async (client) => {
      const { rows } = await client.query<DirectoryHit>(
        `select * from (select distinct on (h."id") ${ROW}, ${matched} as "matchedPerson" from "directory_household" h ${people}
           ${conditions.where} order by h."id"${name === undefined ? '' : ', p."is_head" desc, p."name"'}) as "hit"
         order by "villageCode", "headName", "id" limit ${limit}`,
        conditions.values,
      );
      return rows;
    });
  }

  /** All divisions, also those that no longer exist. */
  divisions(session: Session): Promise<DirectoryDivision[]> {
    return this.database.connection(session, async (client) => {
      const { rows } = await client.query<DirectoryDivision>(`select ${DIVISION} from "directory_division" order by "code"`);
      return rows;
    });
  }

  /**
   * Persons behind match keys, for the component that matches bills and files with people while identification is down.
   *
   * @returns one entry a key that was found
   */
  findByMatchKeys(
    session: Session,
    keys: readonly string[],
  ): Promise<Map<string, { householdId: string; personId: string; villageCode: string }>> {
    return this.database.connection(session, async (client) => {
      const { rows } = await client.query<{ matchKey: string; householdId: string; personId: string; villageCode: string }>(
        `select "match_key" as "matchKey", "household_id" as "householdId", "person_id" as "personId", "village_code" as "villageCode"
         from "directory_person" where "match_key" = any ($1::text[])`,
        [keys],
      );
      return new Map(rows.map(({ matchKey, ...person }) => [matchKey, person]));
    });
  }
}

/** Names a place in the list and nothing about a person. */
const cursorOf = ({ villageCode, id }: DirectoryRow): string => Buffer.from(`${villageCode}${id}`).toString('base64url');

function placeOf(cursor: string): [string, string] {
  const [, village, id] = /^(\d{12})([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (!village || !id) throw new UnknownDirectoryCursor();
  return [village, id];
}
