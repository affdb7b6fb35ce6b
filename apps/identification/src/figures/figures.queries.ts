import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { areaRange, DivisionPrefix } from '@jingzhun/domain/division-code';
import { COUNTED_AS_POOR } from '@jingzhun/domain/household-status';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import type { FiguresOverview } from './figures.dto.js';

/** Lower ends of the age bands: below school, compulsory school, working age in two, 60, 80. */
const AGE_BANDS = [0, 6, 16, 35, 60, 80];

/** All figures in one statement, under row security. $1-$2 area, $3 statuses, $4 today, $5 digits of a subdivision, $6 age bands. */
const OVERVIEW = `with poor as materialized (
    select id, category, main_cause, member_count, rpad(substring(village_code for $5), 12, '0') as subdivision
    from household where village_code between $1 and $2 and status = any ($3)),
  ages as (
    select width_bucket(extract(year from age($4::date, p.birth_date))::int, $6::int[]) as band
    from poor join member m on m.household_id = poor.id and m.valid_to is null join person p on p.id = m.person_id)
  select jsonb_build_object(
    'households', (select count(*) from poor),
    'persons', (select coalesce(sum(member_count), 0) from poor),
    'byCategory', (select coalesce(jsonb_agg(jsonb_build_object('code', category, 'households', n, 'persons', persons) order by category), '[]')
      from (select category, count(*) as n, sum(member_count) as persons from poor group by category) c),
    'byMainCause', (select coalesce(jsonb_agg(jsonb_build_object('code', main_cause, 'households', n, 'persons', persons) order by main_cause), '[]')
      from (select main_cause, count(*) as n, sum(member_count) as persons from poor group by main_cause) c),
    'bySubdivision', (select coalesce(jsonb_agg(jsonb_build_object('code', subdivision, 'name', coalesce(name, subdivision), 'households', n,
        'persons', persons, 'illnessPersons', ill) order by subdivision), '[]')
      from (select subdivision, count(*) as n, sum(member_count) as persons,
              coalesce(sum(member_count) filter (where main_cause = '01'), 0) as ill from poor group by subdivision) s
      left join lateral (select name from division d where d.code = s.subdivision order by d.valid_from desc limit 1) d on true),
    'byHouseholdSize', (select coalesce(jsonb_agg(jsonb_build_object('members', member_count, 'households', n) order by member_count), '[]')
      from (select member_count, count(*) as n from poor group by member_count) c),
    'byAgeBand', (select jsonb_object_agg(band, n) from (select band, count(*) as n from ages group by band) a)) as figures`;

type Figures = Omit<FiguresOverview, 'area' | 'asOf' | 'byAgeBand'> & { byAgeBand: Record<string, number> | null };

@Injectable()
export class FiguresQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async overview(principal: Principal, wanted?: DivisionPrefix): Promise<FiguresOverview> {
    const area = wanted ?? DivisionPrefix.parse(principal.area);
    const { from, to } = areaRange(area);
    const asOf = plainDateInShanghai(this.clock.now());
    const digitsOfSubdivision = area.length === 6 ? 9 : 12;
    const { byAgeBand, ...figures } = await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<{ figures: Figures }>(OVERVIEW, [
        from,
        to,
        COUNTED_AS_POOR,
        asOf,
        digitsOfSubdivision,
        AGE_BANDS,
      ]);
      return (rows[0] as { figures: Figures }).figures;
    });
    const bands = AGE_BANDS.map((least, i) => ({
      from: least,
      to: i + 1 < AGE_BANDS.length ? (AGE_BANDS[i + 1] as number) - 1 : null,
      persons: byAgeBand?.[String(i + 1)] ?? 0,
    }));
    return { area, ...figures, byAgeBand: bands, asOf };
  }
}
