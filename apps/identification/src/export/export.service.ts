import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { may, type Permission, type Principal } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import { SealedNumbers } from '../household/sealed-numbers.js';
import { xlsxStream } from '../import/marked/xlsx-stream.js';
import { BYTE_ORDER_MARK, csvLine } from './csv-text.js';
import { EXPORT_COLUMNS, type ExportCell, type ExportColumn } from './export-columns.js';
import type { ExportList, ExportRequest } from './export.dto.js';
import { ListNotPermitted, RevealNotPermitted, UnknownColumns } from './export.errors.js';
import { PAGES } from './export-pages.sql.js';

const PAGE = 2_000;
/** Who sees a list on its page: nobody exports another. */
const READS: Readonly<Record<ExportList, Permission>> = {
  households: 'household.read',
  members: 'household.read',
  corrections: 'household.read',
  findings: 'finding.read',
  cases: 'application.read',
  notices: 'notice.read',
  objections: 'objection.investigate',
  duplicates: 'duplicate.decide',
};
type Row = Record<string, unknown> & { after: string };

/** Lists as files, sent while they are read. Each page is a transaction of its own: a slow receiver holds nothing open. */
@Injectable()
export class ExportService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SealedNumbers) private readonly numbers: SealedNumbers,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async open(principal: Principal, request: ExportRequest): Promise<Readable> {
    if (!may(principal, READS[request.list])) throw new ListNotPermitted();
    const columns = chosen(request);
    const reveal = request.revealIdNumbers !== undefined;
    if (reveal && (request.list !== 'members' || !may(principal, 'household.reveal'))) throw new RevealNotPermitted();
    // asked before the first byte leaves, so that nothing leaves unrecorded
    await this.database.connection(sessionOf(principal), (client) =>
      this.audit.record(client, {
        actor: actorOf(principal),
        action: 'household.export',
        objectType: 'list',
        objectId: request.list,
        purpose: request.revealIdNumbers ? `${request.reason}；${request.revealIdNumbers.purpose}` : request.reason,
        result: 'success',
        detail: {
          format: request.format,
          area: request.filters.area ?? principal.area,
          plainIdNumbers: reveal,
          columns: columns.map(({ key }) => key),
        },
      }),
    );
    const rows = this.rows(principal, request, columns);
    if (request.format === 'csv') return Readable.from(csv(columns, rows), { objectMode: false });
    return xlsxStream([{ name: request.list, rows: sheet(columns, rows) }]);
  }

  private async *rows(principal: Principal, request: ExportRequest, columns: readonly ExportColumn[]): AsyncGenerator<ExportCell[][]> {
    const { area, category, status, mainCause } = request.filters;
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    let after: string | null = null;
    for (;;) {
      const values: unknown[] = [after, PAGE, from, to, category ?? null, status ?? null, mainCause ?? null, this.clock.today()];
      const page: Row[] = await this.database.connection(
        sessionOf(principal),
        async (client) => (await client.query<Row>(PAGES[request.list], values)).rows,
      );
      yield page.map((row) => {
        const whole: Record<string, unknown> = { ...row, ...(row['facts'] as object | undefined) };
        if (request.revealIdNumbers) whole['idNumber'] = this.numbers.open('idNumber', String(row['personId']), row['idCipher'] as Buffer);
        return columns.map(({ cell }) => cell(whole));
      });
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.after;
    }
  }
}

function chosen({ list, columns }: ExportRequest): readonly ExportColumn[] {
  const all = EXPORT_COLUMNS[list];
  if (!columns) return all;
  const found = columns.flatMap((key) => all.filter((column) => column.key === key));
  if (found.length < columns.length) throw new UnknownColumns(all.map(({ key }) => key));
  return found;
}

async function* csv(columns: readonly ExportColumn[], pages: AsyncIterable<ExportCell[][]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(columns.map(({ title }) => title));
  for await (const page of pages) if (page.length > 0) yield page.map(csvLine).join('');
}

async function* sheet(columns: readonly ExportColumn[], pages: AsyncIterable<ExportCell[][]>): AsyncGenerator<{ cells: ExportCell[] }> {
  yield { cells: columns.map(({ title }) => title) };
  for await (const page of pages) for (const cells of page) yield { cells };
}
