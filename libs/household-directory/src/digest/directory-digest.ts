import { Inject, Injectable } from '@nestjs/common';
import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import { Database, type Session } from '@jingzhun/persistence';
import type { DirectoryDigest } from '../directory.dto.js';
import { Conditions } from '../lookup/conditions.js';

const hex = (text: string): string => `encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`;

/** The text of `canonicalHousehold` in @jingzhun/events, written by SQL. */
const CANONICAL = `concat_ws(E'\\t', h."id"::text, h."version", h."village_code", h."status", h."category", coalesce(h."main_cause", ''),
    h."head_name", h."member_count") || E'\\n' || coalesce(p."lines", '')`;
const MEMBERS = `left join lateral (
    select string_agg("person_id"::text || E'\\t' || "relation" || E'\\n', '' order by "person_id") as "lines", count(*) as "count"
    from "directory_person" where "household_id" = h."id") p on true`;

/** Proves that the copy equals the register: both sides compute this for the same area, each by a query of its own. */
@Injectable()
export class DirectoryDigests {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @param area absent: all the session sees */
  of(session: Session, area?: DivisionPrefix): Promise<DirectoryDigest> {
    const conditions = new Conditions().area('h."village_code"', area);
    return this.database.connection(session, async (client) => {
      const { rows } = await client.query<DirectoryDigest>(
        `select count(*) as "households", coalesce(sum("count"), 0)::bigint as "persons",
           ${hex(`coalesce(string_agg("digest" || E'\\n', '' order by "id"), '')`)} as "digest"
         from (select h."id", p."count", ${hex(CANONICAL)} as "digest" from "directory_household" h ${MEMBERS} ${conditions.where}) as "household"`,
        conditions.values,
      );
      return rows[0]!;
    });
  }
}
