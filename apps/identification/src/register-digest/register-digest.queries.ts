import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { Database, sessionOf } from '@jingzhun/persistence';
import type { RegisterDigest } from './register-digest.controller.js';

/**
 * The text of `canonicalHousehold` in @jingzhun/events, from the register's own tables. Written apart from the copies' query on
 * purpose: one mistake in both would prove nothing.
 */
const DIGEST = `with area as (
    select id, version, village_code, status, category, main_cause, head_name, member_count from household where village_code between $1 and $2),
  lines as (
    select m.household_id, count(*) as persons,
      array_to_string(array_agg(m.person_id::text || chr(9) || m.relation || chr(10) order by m.person_id), '') as text
    from member m where m.valid_to is null and m.village_code between $1 and $2 group by m.household_id),
  digested as (
    select a.id, coalesce(l.persons, 0) as persons, encode(sha256(convert_to(
        a.id::text || chr(9) || a.version::text || chr(9) || a.village_code || chr(9) || a.status || chr(9) || a.category || chr(9)
        || a.main_cause || chr(9) || a.head_name || chr(9) || a.member_count::text || chr(10) || coalesce(l.text, ''), 'UTF8')), 'hex') as digest
    from area a left join lines l on l.household_id = a.id)
  select count(*)::int as households, coalesce(sum(persons), 0)::int as persons,
    encode(sha256(convert_to(coalesce(string_agg(digest || chr(10), '' order by id), ''), 'UTF8')), 'hex') as digest
  from digested`;

@Injectable()
export class RegisterDigestQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  of(principal: Principal, area?: DivisionPrefix): Promise<RegisterDigest> {
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<RegisterDigest>(DIGEST, [from, to]);
      return rows[0] as RegisterDigest;
    });
  }
}
