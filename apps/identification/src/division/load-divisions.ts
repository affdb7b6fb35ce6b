import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DivisionChangedV1 } from '@jingzhun/events/identification/division-changed.v1';
import { ADVISORY_LOCKS, Clock, Database, systemSession } from '@jingzhun/persistence';
import { CountyPack } from '../county-pack.js';

/**
 * Brings the divisions of the county pack into the table, and tells the others about each that is new or changed: all at the
 * first start, those of a newer pack at the first start of a later release. A row that exists is only closed, never rewritten.
 */
@Injectable()
export class LoadDivisions implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CountyPack) private readonly county: CountyPack,
  ) {}

  async onModuleInit(): Promise<void> {
    const rows = this.county.pack.divisions;
    await this.database.connection(systemSession('import'), async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.divisions]);
      const { rowCount } = await client.query(
        `with pack as (
           select * from jsonb_to_recordset($1::jsonb) as p("code" text, "name" text, "level" text, "kind" text, "parentCode" text,
             "validFrom" date, "validTo" date, "successorCode" text, "source" text)),
         loaded as (
           insert into division (code, name, level, kind, parent_code, valid_from, valid_to, successor_code, source)
           select p."code", p."name", p."level", p."kind", p."parentCode", p."validFrom", p."validTo", p."successorCode", p."source"
           from pack p
           where not exists (select from division d where d.code = p."code" and d.valid_from = p."validFrom"
             and d.valid_to is not distinct from p."validTo" and d.successor_code is not distinct from p."successorCode")
           on conflict (code, valid_from) do update set valid_to = excluded.valid_to, successor_code = excluded.successor_code
           returning *)
         insert into outbox (id, type, subject, ordering_key, occurred_at, recorded_at, correlation_id, data)
         select uuidv7(), $2::text,
           'jz.' || $2::text || '.' || substring(d.code for 6) || '.' || substring(d.code from 7 for 3) || '.' || substring(d.code from 10),
           d.code, $3::timestamptz, $3::timestamptz, $4::uuid,
           jsonb_build_object('code', d.code, 'version', ${VERSION}, 'name', d.name, 'level', d.level, 'kind', d.kind, 'parentCode', d.parent_code,
             'validFrom', d.valid_from, 'validTo', d.valid_to, 'successorCode', d.successor_code)
         from loaded d order by d.level = 'village', d.level = 'township', d.code, d.valid_from`,
        [JSON.stringify(rows), DivisionChangedV1.type, this.clock.now(), crypto.randomUUID()],
      );
      if (rowCount) this.database.announce(client);
    });
  }
}

/** Counts what was ever said about a code: each validity once, and once more when it is closed. Grows with every change. */
const VERSION = `(select count(*) + count(d2.valid_to) from division d2 where d2.code = d.code and d2.valid_from < d.valid_from)
  + 1 + (case when d.valid_to is null then 0 else 1 end)`;
