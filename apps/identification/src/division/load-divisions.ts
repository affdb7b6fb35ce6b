import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ADVISORY_LOCKS, Clock, Database, systemSession } from '@jingzhun/persistence';
import { CountyPack } from '@jingzhun/policy';
import { publishDivisions } from './published-division.js';

const LOADED = `with pack as (
    select * from jsonb_to_recordset($4::jsonb) as p("code" text, "name" text, "level" text, "kind" text, "parentCode" text,
      "validFrom" date, "validTo" date, "successorCode" text, "source" text)),
  loaded as (
    insert into division (code, name, level, kind, parent_code, valid_from, valid_to, successor_code, source)
    select p."code", p."name", p."level", p."kind", p."parentCode", p."validFrom", p."validTo", p."successorCode", p."source"
    from pack p
    where not exists (select from division d where d.code = p."code" and d.valid_from = p."validFrom"
      and d.valid_to is not distinct from p."validTo" and d.successor_code is not distinct from p."successorCode")
    on conflict (code, valid_from) do update set valid_to = excluded.valid_to, successor_code = excluded.successor_code
    returning *)`;

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
    const rows = JSON.stringify(this.county.pack.divisions);
    await this.database.connection(systemSession('import'), async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.divisions]);
      const told = await publishDivisions(client, this.clock.now(), 'loaded', { sql: LOADED, values: [rows] });
      if (told > 0) this.database.announce(client);
    });
  }
}
