import { Inject, Injectable } from '@nestjs/common';
import { may, type Principal } from '@jingzhun/auth';
import { Database, sessionOf } from '@jingzhun/persistence';
import type { Language } from '@jingzhun/service-shell';
import { SealedCursors } from '@jingzhun/vault';
import { textOf } from './checking/problem-texts.js';
import { ImportNotFound } from './import.errors.js';
import type { ImportList, ImportResponse, ListImportsQuery, ListRefusalsQuery, RefusalList } from './import.dto.js';
import type { BatchAtWork, BatchRow } from './import-rows.js';
import { columnLetters, FileRefused } from '@jingzhun/workbooks';

export interface RefusalRow {
  position: number;
  sheet: 'households' | 'members';
  row: number;
  at: number;
  title: string;
  code: string;
  value_masked: string | null;
}

const AT_WORK = `select b.*, j.state as job_state, j.phase, j.done from import_batch b left join job j on j.id = b.job_id`;

@Injectable()
export class ImportQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
  ) {}

  /** @throws ImportNotFound also for a batch of another area */
  row(principal: Principal, id: string): Promise<BatchAtWork> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<BatchAtWork>(`${AT_WORK} where b.id = $1`, [id]);
      if (!rows[0]) throw new ImportNotFound();
      return rows[0];
    });
  }

  async get(principal: Principal, id: string, language: Language): Promise<ImportResponse> {
    return toImportResponse(await this.row(principal, id), language);
  }

  list(principal: Principal, { cursor, limit }: ListImportsQuery, language: Language): Promise<ImportList> {
    const start = cursor ? this.cursors.open('imports', principal.accountId, cursor) : [null, null];
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<BatchAtWork>(
        `${AT_WORK} where $1::timestamptz is null or (b.uploaded_at, b.id) < ($1, $2::uuid) order by b.uploaded_at desc, b.id desc limit $3`,
        [start[0], start[1], limit + 1],
      );
      const last = rows[limit - 1];
      return {
        items: rows.slice(0, limit).map((row) => toImportResponse(row, language)),
        nextCursor:
          rows.length > limit && last ? this.cursors.seal('imports', principal.accountId, [last.uploaded_at.toISOString(), last.id]) : null,
      };
    });
  }

  async refusals(principal: Principal, id: string, { cursor, limit }: ListRefusalsQuery, language: Language): Promise<RefusalList> {
    const batch = await this.row(principal, id);
    const list = `refusals ${id}`;
    const after = cursor ? Number(this.cursors.open(list, principal.accountId, cursor)[0]) : 0;
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<RefusalRow>(
        'select * from import_refusal where batch_id = $1 and position > $2 order by position limit $3',
        [id, after, limit + 1],
      );
      const total =
        after === 0
          ? (await client.query<{ n: number }>('select count(*)::int as n from import_refusal where batch_id = $1', [id])).rows[0]?.n
          : undefined;
      return {
        items: rows.slice(0, limit).map((row) => toRefusedCell(row, batch, language)),
        nextCursor: rows.length > limit ? this.cursors.seal(list, principal.accountId, [rows[limit - 1]?.position ?? 0]) : null,
        ...(total === undefined ? {} : { total }),
      };
    });
  }
}

const AT_WORK_STATES = new Set<BatchRow['state']>(['uploaded', 'checking', 'releasing']);

export function toImportResponse(row: BatchAtWork, language: Language): ImportResponse {
  const decidedBy = row.decided_by ? { id: row.decided_by as never, name: row.decided_by_name ?? '' } : null;
  return {
    id: row.id as never,
    fileName: row.file_name,
    kind: row.kind,
    sourceDocument: row.source_document,
    state: row.state,
    ...howFar(row),
    uploadedBy: { id: row.uploaded_by as never, name: row.uploaded_by_name },
    uploadedAt: row.uploaded_at.toISOString(),
    decidedBy,
    decidedAt: row.decided_at?.toISOString() ?? null,
    releasedBy: row.state === 'releasing' || row.state === 'released' ? decidedBy : null,
    counts: row.counts,
    sheets: sheetsShown(row),
    failure: failureShown(row.failure, language),
    workbookAvailable: row.file_deleted_at === null,
  };
}

function howFar(row: BatchAtWork): Pick<ImportResponse, 'phase' | 'progress'> {
  const total = row.counts.rows ?? 0;
  if (!AT_WORK_STATES.has(row.state)) return { phase: null, progress: { done: total, total } };
  return { phase: row.job_state === 'running' ? row.phase : 'waiting', progress: { done: Number(row.done ?? 0), total } };
}

function sheetsShown({ sheets }: BatchRow): unknown {
  if (!sheets.households || !sheets.members) return {};
  const shown = ({ name, ignored, noted }: NonNullable<typeof sheets.households>) => ({ name, ignored, noted });
  return { households: shown(sheets.households), members: shown(sheets.members), others: sheets.others };
}

const UNEXPECTED = {
  zh: { title: '检查时出现意外情况', detail: '批次没有完成，登记册未作任何改动。', next: '请重新上传；如仍不行，请联系系统管理员。' },
  en: {
    title: 'Something unexpected happened',
    detail: 'The batch was not completed; the register is unchanged.',
    next: 'Upload again; tell the administrator if it fails again.',
  },
};

function failureShown(failure: BatchRow['failure'], language: Language): ImportResponse['failure'] {
  if (!failure) return null;
  if (failure.what === 'unexpected') return { code: 'import.unexpected', ...UNEXPECTED[language] };
  const refused = new FileRefused(failure.what, failure.facts);
  return { code: refused.code, ...refused[language] };
}

export function toRefusedCell(row: RefusalRow, { sheets }: Pick<BatchRow, 'sheets'>, language: Language): RefusalList['items'][number] {
  return {
    sheet: sheets[row.sheet]?.name ?? row.sheet,
    row: row.row,
    column: row.at >= 0 ? columnLetters(row.at) : null,
    columnTitle: row.title,
    valueMasked: row.value_masked,
    code: row.code,
    ...textOf(row.code)[language],
  };
}

/** Who may read an upload: the one who made it, and those who may release it. */
export const mayReadWorkbook = (principal: Principal, batch: Pick<BatchRow, 'uploaded_by'>): boolean =>
  principal.accountId === batch.uploaded_by || may(principal, 'import.release');
