import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { Database, sessionOf } from '@jingzhun/persistence';
import { SealedCursors } from '@jingzhun/vault';
import type { DuplicateList, DuplicateResponse, ListDuplicatesQuery } from '../import.dto.js';
import { DuplicateNotFound } from '../import.errors.js';

/** A row of `duplicate_case`. */
export interface DuplicateRow {
  id: string;
  batch_id: string;
  number: string;
  village_code: string;
  head_name: string;
  person_name: string;
  id_masked: string;
  person_id: string | null;
  other_household_id: string;
  other_number: string;
  other_village_code: string;
  found_at: Date;
  found_by: string;
  status: 'open' | 'decided' | 'withdrawn';
  decision: 'keep-registered' | 'move' | 'not-same' | null;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_at: Date | null;
}

@Injectable()
export class DuplicateQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
  ) {}

  list(principal: Principal, { status, cursor, limit }: ListDuplicatesQuery): Promise<DuplicateList> {
    const list = `duplicates ${status}`;
    const start = cursor ? this.cursors.open(list, principal.accountId, cursor) : [null, null];
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<DuplicateRow>(
        `select * from duplicate_case where status = $1 and ($2::timestamptz is null or (found_at, id) < ($2, $3::uuid))
         order by found_at desc, id desc limit $4`,
        [status, start[0], start[1], limit + 1],
      );
      const last = rows[limit - 1];
      return {
        items: rows.slice(0, limit).map(toDuplicateResponse),
        nextCursor:
          rows.length > limit && last ? this.cursors.seal(list, principal.accountId, [last.found_at.toISOString(), last.id]) : null,
      };
    });
  }

  get(principal: Principal, id: string): Promise<DuplicateResponse> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<DuplicateRow>('select * from duplicate_case where id = $1', [id]);
      if (!rows[0]) throw new DuplicateNotFound();
      return toDuplicateResponse(rows[0]);
    });
  }
}

const toDuplicateResponse = (row: DuplicateRow): DuplicateResponse => ({
  id: row.id as never,
  importId: row.batch_id as never,
  personName: row.person_name,
  idNumberMasked: row.id_masked,
  household: { number: row.number, headName: row.head_name, villageCode: row.village_code },
  registered: { id: row.other_household_id as never, number: row.other_number, villageCode: row.other_village_code },
  status: row.status,
  decision: row.decision,
  decidedBy: row.decided_by ? { id: row.decided_by as never, name: row.decided_by_name ?? '' } : null,
  decidedAt: row.decided_at?.toISOString() ?? null,
  foundAt: row.found_at.toISOString(),
});
