import { Inject, Injectable } from '@nestjs/common';
import { addDays } from '@jingzhun/domain/plain-date';
import type { Principal } from '@jingzhun/auth';
import { Database, sessionOf } from '@jingzhun/persistence';
import type { Language } from '@jingzhun/service-shell';
import { SealedCursors } from '@jingzhun/vault';
import { textOf } from '../import/checking/problem-texts.js';
import { columnLetters, FileRefused } from '@jingzhun/workbooks';
import { ScreeningService } from '../screening/screening.service.js';
import { confirmingSession } from '../screening/confirming-session.js';
import { BasisStore } from '../screening/store/basis-store.js';
import { REGISTER_KINDS, Registers, SENSITIVE_REGISTERS } from '../screening/rules/register-kind.js';
import { importableKinds, mayImport } from './importable-kinds.js';
import type {
  ListRegisterImportsQuery,
  ListRegisterRefusalsQuery,
  RegisterImportList,
  RegisterImportResponse,
  RegisterRefusalList,
  RegisterStatus,
} from './register-import.dto.js';
import { RegisterImportNotFound } from './register-import.errors.js';
import type { RegisterImportRow } from './register-import-row.js';

const COLUMNS = `id, area_code, kind, as_of, authority, source_document, file_name, file_kind, state, counts, sheet, failure, imported_by, imported_by_name, imported_at,
  withdrawn_by_name, withdrawn_at, withdrawal_reason, facts_deleted_at`;

@Injectable()
export class RegisterImportQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
    @Inject(ScreeningService) private readonly screening: ScreeningService,
    @Inject(BasisStore) private readonly basis: BasisStore,
  ) {}

  async get(principal: Principal, id: string, language: Language): Promise<RegisterImportResponse> {
    return toRegisterImportResponse(await this.row(principal, id), language);
  }

  list(principal: Principal, { kind, cursor, limit }: ListRegisterImportsQuery, language: Language): Promise<RegisterImportList> {
    const list = `registers ${kind ?? ''}`;
    const start = cursor ? this.cursors.open(list, principal.accountId, cursor) : [null, null];
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<RegisterImportRow>(
        `select ${COLUMNS} from register_import where kind = any ($1::text[]) and ($2::timestamptz is null or (imported_at, id) < ($2, $3::uuid))
         order by imported_at desc, id desc limit $4`,
        [importableKinds(principal).filter((one) => kind === undefined || one === kind), start[0], start[1], limit + 1],
      );
      const last = rows[limit - 1];
      return {
        items: rows.slice(0, limit).map((row) => toRegisterImportResponse(row, language)),
        nextCursor:
          rows.length > limit && last ? this.cursors.seal(list, principal.accountId, [last.imported_at.toISOString(), last.id]) : null,
      };
    });
  }

  async refusals(
    principal: Principal,
    id: string,
    { cursor, limit }: ListRegisterRefusalsQuery,
    language: Language,
  ): Promise<RegisterRefusalList> {
    await this.row(principal, id);
    const list = `register refusals ${id}`;
    const after = cursor ? Number(this.cursors.open(list, principal.accountId, cursor)[0]) : 0;
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<{
        position: number;
        row: number;
        at: number;
        title: string;
        code: string;
        value_masked: string | null;
      }>(
        'select position, row, at, title, code, value_masked from register_refusal where import_id = $1 and position > $2 order by position limit $3',
        [id, after, limit + 1],
      );
      return {
        items: rows.slice(0, limit).map(({ row, at, title, code, value_masked }) => ({
          row,
          column: at >= 0 ? columnLetters(at) : null,
          columnTitle: title,
          valueMasked: value_masked,
          code,
          ...textOf(code)[language],
        })),
        nextCursor: rows.length > limit ? this.cursors.seal(list, principal.accountId, [rows[limit - 1]?.position ?? 0]) : null,
      };
    });
  }

  /** Every register with the extract in use, and until when it can be used. */
  async status(principal: Principal): Promise<RegisterStatus> {
    const { ruleSet, judgedOn } = await this.screening.prepare();
    const { registers, open } = await this.database.connection(confirmingSession(principal), async (client) => {
      const { rows } = await client.query<{ kind: string; n: number }>(
        `select kind, count(*)::int as n from register_match where status = 'open' group by kind`,
      );
      return { registers: await this.basis.registersInForce(client), open: new Map(rows.map(({ kind, n }) => [kind, n])) };
    });
    return {
      items: REGISTER_KINDS.map((kind) => {
        const inForce = registers[kind];
        const maxAgeDays = ruleSet.maxAgeDays[kind] ?? 0;
        const usableUntil = inForce ? addDays(inForce.asOf, maxAgeDays) : null;
        return {
          kind,
          name: { zh: Registers.text(kind), en: Registers.text(kind, 'en') },
          state: usableUntil === null ? ('missing' as const) : usableUntil < judgedOn ? ('old' as const) : ('fresh' as const),
          inForce: inForce
            ? { id: inForce.importId as never, asOf: inForce.asOf, authority: inForce.authority, document: inForce.document }
            : null,
          usableUntil,
          maxAgeDays,
          rules: ruleSet.rules
            .filter(({ needs, signs }) => needs.includes(kind) || signs.some(({ fact }) => fact === kind))
            .map(({ code }) => code),
          openMatches: open.get(kind) ?? 0,
          sensitive: SENSITIVE_REGISTERS.includes(kind),
        };
      }),
    };
  }

  /** @throws RegisterImportNotFound; also when others than the caller import this kind */
  private row(principal: Principal, id: string): Promise<RegisterImportRow> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<RegisterImportRow>(`select ${COLUMNS} from register_import where id = $1`, [id]);
      if (!rows[0] || !mayImport(principal, rows[0].kind)) throw new RegisterImportNotFound();
      return rows[0];
    });
  }
}

function toRegisterImportResponse(row: RegisterImportRow, language: Language): RegisterImportResponse {
  return {
    id: row.id as never,
    kind: row.kind,
    asOf: row.as_of,
    authority: row.authority,
    sourceDocument: row.source_document,
    fileName: row.file_name,
    state: row.state,
    counts: row.counts,
    ignoredTitles: [...(row.sheet.ignored ?? [])],
    failure: failureShown(row.failure, language),
    importedBy: { id: row.imported_by as never, name: row.imported_by_name },
    importedAt: row.imported_at.toISOString(),
    withdrawn: row.withdrawn_at && {
      by: row.withdrawn_by_name ?? '',
      at: row.withdrawn_at.toISOString(),
      reason: row.withdrawal_reason ?? '',
    },
    factsDeletedAt: row.facts_deleted_at?.toISOString() ?? null,
  };
}

const UNEXPECTED = {
  zh: { title: '比对时出现意外情况', detail: '这批数据没有使用，文件已删除。', next: '请重新上传；如仍不行，请联系系统管理员。' },
  en: {
    title: 'Something unexpected happened',
    detail: 'The extract is not used; the file was deleted.',
    next: 'Upload it again; tell the administrator if it fails again.',
  },
};

function failureShown(failure: RegisterImportRow['failure'], language: Language): RegisterImportResponse['failure'] {
  if (!failure) return null;
  if (failure.what === 'unexpected') return { code: 'register-import.unexpected', ...UNEXPECTED[language] };
  const refused = new FileRefused(failure.what, failure.facts);
  return { code: refused.code, ...refused[language] };
}
