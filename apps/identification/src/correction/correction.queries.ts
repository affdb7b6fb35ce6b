import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { Database, sessionOf } from '@jingzhun/persistence';
import type pg from 'pg';
import { SealedCursors } from '@jingzhun/vault';
import type { CorrectionList, CorrectionResponse, ListCorrectionsQuery } from './correction.dto.js';
import { CorrectionNotFound } from './correction.errors.js';

interface CorrectionRow extends Omit<CorrectionResponse, 'proposedBy' | 'proposedAt' | 'decidedBy' | 'decidedAt'> {
  proposedBy: string;
  proposedByName: string;
  proposedAt: Date;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedAt: Date | null;
}

const COLUMNS = `c.id, c.household_id as "householdId", c.head_name as "headName", c.village_code as "villageCode", c.kind, c.shown, c.reason,
  c.valid_from as "validFrom", c.source_document as "sourceDocument", c.status, c.household_version as "householdVersion",
  h.version as "currentVersion", c.proposed_by as "proposedBy", c.proposed_by_name as "proposedByName", c.proposed_at as "proposedAt",
  c.decided_by as "decidedBy", c.decided_by_name as "decidedByName", c.decided_at as "decidedAt", c.decision_reason as "decisionReason"`;

@Injectable()
export class CorrectionQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
  ) {}

  async list(principal: Principal, { status, area, householdId, cursor, limit }: ListCorrectionsQuery): Promise<CorrectionList> {
    const [at, id] = cursor ? this.cursors.open('corrections', principal.accountId, cursor) : [null, null];
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    const rows = await this.read(
      principal,
      `where c.village_code between $1 and $2 and ($3::text is null or c.status = $3) and ($4::uuid is null or c.household_id = $4)
         and ($5::timestamptz is null or (c.proposed_at, c.id) < ($5, $6::uuid))
       order by c.proposed_at desc, c.id desc limit $7`,
      [from, to, status ?? null, householdId ?? null, at, id, limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const more = rows.length > limit && last;
    return { items, nextCursor: more ? this.cursors.seal('corrections', principal.accountId, [last.proposedAt, last.id]) : null };
  }

  /** @throws CorrectionNotFound */
  async get(principal: Principal, id: string): Promise<CorrectionResponse> {
    const [correction] = await this.read(principal, 'where c.id = $1', [id]);
    if (!correction) throw new CorrectionNotFound();
    return correction;
  }

  private read(principal: Principal, rest: string, values: unknown[]): Promise<CorrectionResponse[]> {
    return this.database.connection(sessionOf(principal), async (client: pg.PoolClient) => {
      const { rows } = await client.query<CorrectionRow>(
        `select ${COLUMNS} from correction c join household h on h.id = c.household_id ${rest}`,
        values,
      );
      return rows.map(toCorrectionResponse);
    });
  }
}

function toCorrectionResponse({ proposedByName, decidedByName, ...row }: CorrectionRow): CorrectionResponse {
  return {
    ...row,
    proposedBy: { id: row.proposedBy, name: proposedByName },
    proposedAt: row.proposedAt.toISOString(),
    decidedBy: row.decidedBy === null ? null : { id: row.decidedBy, name: decidedByName ?? '' },
    decidedAt: row.decidedAt?.toISOString() ?? null,
  } as CorrectionResponse;
}
