import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { codeOf } from '@jingzhun/domain/division-code';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { mayDecide, type Principal } from '@jingzhun/auth';
import { Clock, Database, newId, sessionOf, systemSession } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';
import { CountyPack } from '../county-pack.js';
import { ImportFiles } from './import-files.js';
import { ImportRunner } from './import-runner.js';
import type { BatchRow } from './import-rows.js';
import { FileNameNeeded, ImportNotFound, OwnUpload, UploadInterrupted, WrongState } from './import.errors.js';
import { GATE_LIMITS, inspectFile } from './reading/file-gate.js';
import { FileRefused } from './reading/file-refusals.js';

export interface Upload {
  content: Readable;
  fileName: string | undefined;
  sourceDocument: string | undefined;
}

/** What a person does with an import; the long work is the runner's. */
@Injectable()
export class ImportService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ImportFiles) private readonly files: ImportFiles,
    @Inject(ImportRunner) private readonly runner: ImportRunner,
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
    const most = await this.policy.value('import.maxBytes', this.clock.today(), this.county.county);
    const bytes = await this.files.receive(id, content, Math.min(most, GATE_LIMITS.fileBytes)).catch((error: unknown) => {
      throw error instanceof FileRefused ? error : new UploadInterrupted();
    });
    try {
      const scratch = await this.files.open(id);
      const kind = await inspectFile(scratch.handle, name, GATE_LIMITS).finally(() => scratch.close());
      await this.database.connection(sessionOf(principal), async (client) => {
        await client.query(
          `insert into import_batch (id, area_code, file_name, file_bytes, kind, source_document, uploaded_by, uploaded_by_name, uploaded_area, uploaded_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
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
    this.runner.kick();
    return id;
  }

  async release(principal: Principal, id: string): Promise<void> {
    await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<BatchRow>('select * from import_batch where id = $1 for update', [id]);
      const batch = rows[0];
      if (!batch) throw new ImportNotFound();
      if (!mayDecide(principal, 'import.release', batch.uploaded_by)) throw new OwnUpload();
      if (batch.state !== 'previewed') throw new WrongState(batch.state);
      await client.query(
        `update import_batch set state = 'releasing', phase = 'waiting', decided_by = $2, decided_by_name = $3, decided_at = $4 where id = $1`,
        [id, principal.accountId, principal.name, this.clock.now()],
      );
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'import.release',
        objectType: 'import',
        objectId: id,
        result: 'success',
      });
    });
    this.runner.kick();
  }

  /** By the one who uploaded or anybody who may release; what waited is forgotten. */
  async discard(principal: Principal, id: string, reason: string): Promise<void> {
    await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<BatchRow>('select * from import_batch where id = $1 for update', [id]);
      const batch = rows[0];
      if (!batch) throw new ImportNotFound();
      if (batch.state !== 'previewed' && batch.state !== 'failed') throw new WrongState(batch.state);
      await client.query(
        `update import_batch set state = 'discarded', failure = null, phase = null, decided_by = $2, decided_by_name = $3, decided_at = $4, decision_reason = $5
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
