import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { areaRange, type DivisionCode, type DivisionPrefix } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { Database } from '@jingzhun/persistence';
import { SealedCursors } from '@jingzhun/vault';
import type pg from 'pg';
import { confirmingSession } from '../../screening/confirming-session.js';
import { FACT_CLASSES, Places } from '../../screening/rules/fact-classes.js';
import type { RegisterKind } from '../../screening/rules/register-kind.js';
import { SealedNames, type MatchNames } from '../../screening/store/sealed-names.js';
import type { ListRegisterMatchesQuery, RegisterMatchList, RegisterMatchResponse } from '../register-import.dto.js';
import { MatchNotFound } from '../register-import.errors.js';

/** A row of `register_match` with the day of its extract. */
export interface MatchRow {
  id: string;
  import_id: string;
  as_of: PlainDate;
  kind: RegisterKind;
  row: number;
  reason: RegisterMatchResponse['reason'];
  village_code: DivisionCode;
  subject_kind: 'household' | 'application';
  subject_id: string;
  names_cipher: Buffer | null;
  number_masked: string | null;
  birth_year: number | null;
  class: string | null;
  place: string | null;
  valid_from: PlainDate | null;
  valid_to: PlainDate | null;
  status: RegisterMatchResponse['status'];
  found_at: Date;
  decided_by_name: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
  carried_over: boolean;
}

const COLUMNS = `m.id, m.import_id, i.as_of, m.kind, m.row, m.reason, m.village_code, m.subject_kind, m.subject_id, m.names_cipher, m.number_masked,
  m.birth_year, m.class, m.place, m.valid_from, m.valid_to, m.status, m.found_at, m.decided_by_name, m.decided_at, m.decision_reason, m.carried_over`;

@Injectable()
export class RegisterMatchQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
    @Inject(SealedNames) private readonly names: SealedNames,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  list(principal: Principal, { status, kind, area, cursor, limit }: ListRegisterMatchesQuery): Promise<RegisterMatchList> {
    const list = `matches ${status} ${kind ?? ''} ${area ?? ''}`;
    const start = cursor ? this.cursors.open(list, principal.accountId, cursor) : [null, null];
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    return this.database.connection(confirmingSession(principal), async (client) => {
      const { rows } = await client.query<MatchRow>(
        `select ${COLUMNS} from register_match m join register_import i on i.id = m.import_id
         where m.status = $1 and ($2::text is null or m.kind = $2) and m.village_code between $3 and $4
           and ($5::timestamptz is null or (m.found_at, m.id) < ($5, $6::uuid))
         order by m.found_at desc, m.id desc limit $7`,
        [status, kind ?? null, from, to, start[0], start[1], limit + 1],
      );
      const last = rows[limit - 1];
      if (rows.length > 0) await this.logReading(client, principal, { detail: { matches: Math.min(rows.length, limit) } });
      return {
        items: rows.slice(0, limit).map((row) => this.toResponse(row)),
        nextCursor:
          rows.length > limit && last ? this.cursors.seal(list, principal.accountId, [last.found_at.toISOString(), last.id]) : null,
      };
    });
  }

  get(principal: Principal, id: string): Promise<RegisterMatchResponse> {
    return this.database.connection(confirmingSession(principal), async (client) => {
      const { rows } = await client.query<MatchRow>(
        `select ${COLUMNS} from register_match m join register_import i on i.id = m.import_id where m.id = $1`,
        [id],
      );
      if (!rows[0]) throw new MatchNotFound();
      await this.logReading(client, principal, { objectId: id });
      return this.toResponse(rows[0]);
    });
  }

  private toResponse(row: MatchRow): RegisterMatchResponse {
    return toMatchResponse(row, this.names.openMatch(row.id, row.names_cipher));
  }

  private async logReading(
    client: pg.PoolClient,
    principal: Principal,
    what: { objectId: string } | { detail: { matches: number } },
  ): Promise<void> {
    const about = { action: 'register.match-read', objectType: 'register-match', result: 'success' } as const;
    await this.audit.record(client, { actor: actorOf(principal), ...about, ...what });
  }
}

const REASONS = {
  'old-number': { zh: '登记的是15位旧证号码', en: 'the extract has an old number of 15 digits' },
  'name-differs': { zh: '号码相同，姓名不同', en: 'the same number under another name' },
  'no-number': { zh: '没有号码，姓名、村和出生年份相同', en: 'no number, but name, village and year of birth are the same' },
} as const;

function toMatchResponse(row: MatchRow, names: MatchNames): RegisterMatchResponse {
  const words = (code: string): { zh: string; en: string } => {
    const list = FACT_CLASSES[row.kind];
    return list.has(code) ? { zh: list.text(code), en: list.text(code, 'en') } : { zh: code, en: code };
  };
  const place = row.place !== null && Places.has(row.place) ? { zh: Places.text(row.place), en: Places.text(row.place, 'en') } : null;
  return {
    id: row.id as never,
    importId: row.import_id as never,
    kind: row.kind,
    asOf: row.as_of,
    row: row.row,
    reason: row.reason,
    reasonText: REASONS[row.reason],
    villageCode: row.village_code,
    subject: { kind: row.subject_kind, id: row.subject_id as never },
    given: { name: names.given, numberMasked: row.number_masked, birthYear: row.birth_year },
    known: { name: names.known },
    fact: row.class === null ? null : { class: words(row.class), place, from: row.valid_from, to: row.valid_to },
    status: row.status,
    decidedBy: row.decided_by_name,
    decidedAt: row.decided_at?.toISOString() ?? null,
    decisionReason: row.decision_reason,
    carriedOver: row.carried_over,
    foundAt: row.found_at.toISOString(),
  };
}
