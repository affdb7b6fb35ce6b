import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { Division } from '@jingzhun/domain/division';
import { AuditLog } from '@jingzhun/audit';
import { defineJob, Jobs, type JobRun } from '@jingzhun/jobs';
import { Clock, systemSession } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import type pg from 'pg';
import { serviceConfig } from '../config.js';
import type { ImportFiles } from '../import/import-files.js';
import { FileRefused, GATE_LIMITS } from '@jingzhun/workbooks';
import { SENSITIVE_REGISTERS } from '../screening/rules/register-kind.js';
import { CHUNK, ScreeningRun } from '../screening/screening-run.job.js';
import { SealedApplicants } from '../screening/store/sealed-applicants.js';
import { SealedNames } from '../screening/store/sealed-names.js';
import { REGISTER_FILES } from './register-files.js';
import type { RegisterImportRow } from './register-import-row.js';
import { takeRegister } from './take-register.js';

export const TakeRegister = defineJob({ name: 'register.take', payload: z.strictObject({ importId: z.uuid() }) });

const AS_SCREENING = systemSession('screening');
const MOST_ATTEMPTS = 4;

/** Matches an extract that was received. The file is deleted as soon as it has been read, whatever came of it. */
@Injectable()
export class TakeRegisterJob implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(REGISTER_FILES) private readonly files: ImportFiles,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly county: CountyPack,
    @Inject(SealedApplicants) private readonly applicants: SealedApplicants,
    @Inject(SealedNames) private readonly names: SealedNames,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(TakeRegister, ({ importId }, run) => this.take(importId, run));
  }

  private async take(id: string, run: JobRun): Promise<{ state: string }> {
    const received = await run.connection(AS_SCREENING, (client) => this.read(client, id));
    if (received?.state !== 'received') {
      this.files.delete(id);
      return { state: received?.state ?? 'gone' };
    }
    try {
      await this.takeReceived(received, run);
    } catch (error) {
      const refused = error instanceof FileRefused;
      // an error of the program is tried again some times; then nobody waits for it any longer
      if (!refused && run.attempt < MOST_ATTEMPTS) throw error;
      await this.fail(id, refused ? { what: error.what, facts: error.facts } : { what: 'unexpected' }, run);
      if (!refused) throw error;
      return { state: 'failed' };
    }
    this.files.delete(id);
    return { state: 'taken' };
  }

  private async fail(id: string, failure: RegisterImportRow['failure'], run: JobRun): Promise<void> {
    await run.connection(AS_SCREENING, (client) =>
      client.query(`update register_import set state = 'failed', failure = $2 where id = $1 and state = 'received'`, [id, failure]),
    );
    this.files.delete(id);
  }

  private async takeReceived(received: RegisterImportRow, run: JobRun): Promise<void> {
    const { id, kind } = received;
    const most = await this.policy.value('import.maxRows', this.clock.today(), this.county.county);
    const scratch = await this.files.open(id);
    try {
      await run.connection(AS_SCREENING, async (client) => {
        const { rows: divisions } = await client.query<Division>(
          `select code, name, level, kind, parent_code as "parentCode", valid_from::text as "validFrom", valid_to::text as "validTo",
             successor_code as "successorCode", source from division`,
        );
        const now = this.clock.now();
        const { counts, sheet, sequence } = await takeRegister(
          client,
          { id, kind, areaCode: received.area_code },
          {
            file: scratch.handle,
            fileKind: received.file_kind,
            fileName: received.file_name,
            limits: { ...GATE_LIMITS, rowsPerSheet: Math.min(GATE_LIMITS.rowsPerSheet, most) },
            kind,
            asOf: received.as_of,
            today: this.clock.today(),
            divisions,
            keysFolder: serviceConfig().keysFolder,
            now: now.getTime(),
            showValues: !SENSITIVE_REGISTERS.includes(kind),
          },
          { applicants: this.applicants, names: this.names },
          now,
          (rows) => run.progress({ phase: 'reading', done: rows }),
        );
        await client.query(
          `update register_import set state = 'taken', sequence = $2, matched_at = $3, counts = $4, sheet = $5 where id = $1 and state = 'received'`,
          [id, sequence, now, counts, sheet],
        );
        await this.audit.record(client, {
          action: 'register.taken',
          objectType: 'register-import',
          objectId: id,
          result: 'success',
          detail: { kind, rows: counts.rows },
        });
        await orderScreening(client, this.jobs, 'register');
      });
    } finally {
      scratch.close();
    }
  }

  private async read(client: pg.PoolClient, id: string): Promise<RegisterImportRow | undefined> {
    const { rows } = await client.query<RegisterImportRow>('select * from register_import where id = $1', [id]);
    return rows[0];
  }
}

/** A judgement of all anew, unless one is ordered already that has not begun. */
export async function orderScreening(client: pg.PoolClient, jobs: Jobs, cause: 'register' | 'match'): Promise<void> {
  const { rowCount } = await client.query(`select from job where kind = $1 and state = 'queued' limit 1`, [ScreeningRun.name]);
  if (!rowCount) await jobs.enqueue(client, ScreeningRun, { cause, accountId: null, atOnce: CHUNK });
}
