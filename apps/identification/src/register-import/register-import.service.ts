import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { codeOf } from '@jingzhun/domain/division-code';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Jobs } from '@jingzhun/jobs';
import { Clock, Database, newId, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import type { ImportFiles } from '../import/import-files.js';
import { FileRefused, GATE_LIMITS, inspectFile } from '@jingzhun/workbooks';
import { asScreening } from '../screening/store/elevated.js';
import { refuseKind } from './importable-kinds.js';
import type { UploadRegisterQuery } from './register-import.dto.js';
import {
  CountyOnly,
  ExtractOfTheFuture,
  FileNameMissing,
  NotInForce,
  RegisterImportNotFound,
  TransferInterrupted,
} from './register-import.errors.js';
import type { RegisterImportRow } from './register-import-row.js';
import { REGISTER_FILES } from './register-files.js';
import { orderScreening, TakeRegister } from './take-register.job.js';

/** What a person does with an extract; the long work is a job's. */
@Injectable()
export class RegisterImportService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(REGISTER_FILES) private readonly files: ImportFiles,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly county: CountyPack,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** Receives an extract, looks at what it is and orders its matching. A refused file leaves nothing. */
  async upload(principal: Principal, about: UploadRegisterQuery, file: { content: Readable; name: string | undefined }): Promise<string> {
    if (principal.area !== this.county.county) throw new CountyOnly();
    refuseKind(principal, about.kind);
    if (about.asOf > this.clock.today()) throw new ExtractOfTheFuture();
    const name = decoded(file.name);
    if (!name) throw new FileNameMissing();
    const id = newId(this.clock);
    const most = await this.policy.value('import.maxBytes', this.clock.today(), this.county.county);
    const bytes = await this.files.receive(id, file.content, Math.min(most, GATE_LIMITS.fileBytes)).catch((error: unknown) => {
      throw error instanceof FileRefused ? error : new TransferInterrupted();
    });
    try {
      const scratch = await this.files.open(id);
      const fileKind = await inspectFile(scratch.handle, name, GATE_LIMITS).finally(() => scratch.close());
      await this.database.connection(sessionOf(principal), async (client) => {
        await client.query(
          `insert into register_import (id, area_code, kind, as_of, authority, source_document, file_name, file_bytes, file_kind, imported_by, imported_by_name, imported_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
          [
            id,
            codeOf(principal.area),
            about.kind,
            about.asOf,
            about.authority,
            about.document,
            name,
            bytes,
            fileKind,
            principal.accountId,
            principal.name,
            this.clock.now(),
          ],
        );
        await this.jobs.enqueue(client, TakeRegister, { importId: id }, principal.accountId);
        await this.audit.record(client, {
          actor: actorOf(principal),
          action: 'register.import',
          objectType: 'register-import',
          objectId: id,
          result: 'success',
          detail: { kind: about.kind, asOf: about.asOf, bytes },
        });
        this.files.keep(id);
      });
    } catch (error) {
      this.files.delete(id);
      throw error;
    }
    return id;
  }

  /** The extract is no longer used and its facts are deleted; the one before it counts again, as far as it is not too old. */
  async withdraw(principal: Principal, id: string, reason: string): Promise<void> {
    await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<RegisterImportRow>('select * from register_import where id = $1 for update', [id]);
      const found = rows[0];
      if (!found) throw new RegisterImportNotFound();
      refuseKind(principal, found.kind);
      if (found.state !== 'taken') throw new NotInForce();
      const at = this.clock.now();
      await client.query(
        `update register_import set state = 'withdrawn', withdrawn_by = $2, withdrawn_by_name = $3, withdrawn_at = $4, withdrawal_reason = $5,
           facts_deleted_at = $4 where id = $1`,
        [id, principal.accountId, principal.name, at, reason],
      );
      await asScreening(client, async () => {
        await client.query('delete from register_entry where import_id = $1', [id]);
        await client.query('delete from register_match where import_id = $1', [id]);
      });
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'register.withdraw',
        objectType: 'register-import',
        objectId: id,
        result: 'success',
        purpose: reason,
        detail: { kind: found.kind },
      });
      await orderScreening(client, this.jobs, 'register');
    });
  }
}

function decoded(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  try {
    return decodeURIComponent(value)
      .replace(/\p{Cc}/gu, ' ')
      .replace(/^.*[/\\]/, '')
      .trim()
      .slice(0, 200);
  } catch {
    return undefined;
  }
}
