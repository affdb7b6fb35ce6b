import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { codeOf } from '@jingzhun/domain/division-code';
import type { Uuid } from '@jingzhun/domain/uuid';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { mayDecide, type Principal } from '@jingzhun/auth';
import { Clock, Database, newId, sessionOf, systemSession } from '@jingzhun/persistence';
import { Jobs } from '@jingzhun/jobs';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { CheckImport } from './check-import.job.js';
import { ImportFiles } from './import-files.js';
import type { BatchRow } from './import-rows.js';
import { FileNameNeeded, ImportNotFound, OwnUpload, UploadInterrupted, WrongState } from './import.errors.js';
import { FileRefused, gateLimitsOf, inspectFile } from '@jingzhun/workbooks';
import { ReleaseImport } from './release-import.job.js';

export interface Upload {
  content: Readable;
  fileName: string | undefined;
  sourceDocument: string | undefined;
}

/** What a person does with an import; the long work is done by jobs. */
@Injectable()
export class ImportService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ImportFiles) private readonly files: ImportFiles,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly county: CountyPack,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** Receives a file, looks at what it is and queues the check. A refused file leaves nothing. */
  async upload(principal: Principal, { content, fileName, sourceDocument }: Upload): Promise<string> {
    const name = decodedHeader(fileName)
      ?.replace(/^.*[/\\]/, '')
      .slice(0, 200);
    if (!name) throw new FileNameNeeded();
    const id = newId(this.clock);
    const limits = gateLimitsOf(await this.policy.snapshot(this.clock.today(), this.county.county));
    const bytes = await this.files.receive(id, content, limits.fileBytes).catch((error: unknown) => {
      throw error instanceof FileRefused ? error : new UploadInterrupted();
    });
    try {
      const scratch = await this.files.open(id);
      const kind = await inspectFile(scratch.handle, name, limits).finally(() => scratch.close());
      await this.database.connection(sessionOf(principal), async (client) => {
        const jobId = await this.jobs.enqueue(client, CheckImport, { batchId: id }, principal.accountId);
        await client.query(
          `insert into import_batch (id, area_code, file_name, file_bytes, kind, source_document, uploaded_by, uploaded_by_name, uploaded_area, uploaded_at, job_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
          [
            id,
            codeOf(principal.area),
            name,
            bytes,
            kind,
            decodedHeader(sourceDocument)?.slice(0, 200) || name,
            principal.accountId,
            principal.name,
            principal.area,
            this.clock.now(),
            jobId,
          ],
        );
        await this.audit.record(client, {
          actor: actorOf(principal),
          action: 'import.upload',
          objectType: 'import',
          objectId: id,
          result: 'success',
          detail: { kind, bytes },
        });
        this.files.keep(id);
      });
    } catch (error) {
      this.files.delete(id);
      throw error;
    }
    return id;
  }

  async release(principal: Principal, id: string): Promise<void> {
    await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<BatchRow>('select * from import_batch where id = $1 for update', [id]);
      const batch = rows[0];
      if (!batch) throw new ImportNotFound();
      if (!mayDecide(principal, 'import.release', batch.uploaded_by)) throw new OwnUpload();
      if (batch.state !== 'previewed') throw new WrongState(batch.state);
      const jobId = await this.jobs.enqueue(client, ReleaseImport, { batchId: batch.id as Uuid }, principal.accountId);
      await client.query(
        `update import_batch set state = 'releasing', decided_by = $2, decided_by_name = $3, decided_at = $4, job_id = $5 where id = $1`,
        [id, principal.accountId, principal.name, this.clock.now(), jobId],
      );
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'import.release',
        objectType: 'import',
        objectId: id,
        result: 'success',
      });
    });
  }

  /** By the one who uploaded or anybody who may release; what waited is forgotten, by the next sweep if this process ends here. */
  async discard(principal: Principal, id: string, reason: string): Promise<void> {
    await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<BatchRow>('select * from import_batch where id = $1 for update', [id]);
      const batch = rows[0];
      if (!batch) throw new ImportNotFound();
      if (batch.state !== 'previewed' && batch.state !== 'failed') throw new WrongState(batch.state);
      await client.query(
        `update import_batch set state = 'discarded', failure = null, decided_by = $2, decided_by_name = $3, decided_at = $4, decision_reason = $5
         where id = $1`,
        [id, principal.accountId, principal.name, this.clock.now(), reason],
      );
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'import.discard',
        objectType: 'import',
        objectId: id,
        result: 'success',
        purpose: reason,
      });
    });
    await this.database.connection(systemSession('import'), async (client) => {
      await client.query(`update duplicate_case set status = 'withdrawn' where batch_id = $1 and status = 'open'`, [id]);
      await client.query('delete from import_household where batch_id = $1', [id]);
    });
  }
}

function decodedHeader(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  try {
    return decodeURIComponent(value)
      .replace(/\p{Cc}/gu, ' ')
      .trim();
  } catch {
    return undefined;
  }
}
