import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Database, sessionOf } from '@jingzhun/persistence';
import { ImportFiles } from '../import-files.js';
import { ImportQueries, mayReadWorkbook, type RefusalRow } from '../import.queries.js';
import { NotForYou, WorkbookGone } from '../import.errors.js';
import { LET_IN, openSource } from '@jingzhun/workbooks';
import { markedWorkbook } from './marked-workbook.js';

/** The upload with its bad cells marked, written while it is sent: nothing of it is stored. */
@Injectable()
export class WorkbookService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ImportFiles) private readonly files: ImportFiles,
    @Inject(ImportQueries) private readonly imports: ImportQueries,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async marked(principal: Principal, id: string): Promise<{ content: Readable; name: string }> {
    const batch = await this.imports.row(principal, id);
    if (!mayReadWorkbook(principal, batch)) throw new NotForYou();
    if (batch.file_deleted_at !== null || !this.files.has(id)) throw new WorkbookGone();
    const refusals = { households: new Map<number, RefusalRow[]>(), members: new Map<number, RefusalRow[]>() };
    await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<RefusalRow>('select * from import_refusal where batch_id = $1 order by position', [id]);
      for (const row of rows) {
        const byRow = refusals[row.sheet];
        byRow.set(row.row, [...(byRow.get(row.row) ?? []), row]);
      }
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'import.workbook',
        objectType: 'import',
        objectId: id,
        result: 'success',
      });
    });
    const scratch = await this.files.open(id);
    try {
      const source = await openSource(scratch.handle, batch.kind, batch.file_name, LET_IN);
      const content = markedWorkbook(source, batch, refusals);
      content.once('close', () => {
        source.close();
        scratch.close();
      });
      return { content, name: `${batch.file_name.replace(/\.\w+$/, '')}-导入结果.xlsx` };
    } catch (error) {
      scratch.close();
      throw error;
    }
  }
}
