import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type pg from 'pg';
import { z } from 'zod';
import type { Division } from '@jingzhun/domain/division';
import { Uuid } from '@jingzhun/domain/uuid';
import { defineJob, Jobs, type JobRun } from '@jingzhun/jobs';
import { Clock, Database, systemSession } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { serviceConfig } from '../config.js';
import { checkBatch } from './check-batch.js';
import { failBatch, readBatch } from './import-batches.js';
import { ImportFiles } from './import-files.js';
import type { BatchRow } from './import-rows.js';
import { FileRefused, gateLimitsOf } from '@jingzhun/workbooks';

export const CheckImport = defineJob({ name: 'import.check', payload: z.strictObject({ batchId: Uuid }) });
type CheckImport = z.infer<typeof CheckImport.payload>;

const IMPORT = systemSession('import');

/** Reads an upload and shows what would enter. One transaction: cut off at any point it leaves nothing, and is done again. */
@Injectable()
export class CheckImportJob implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ImportFiles) private readonly files: ImportFiles,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly county: CountyPack,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(CheckImport, (order, run) => this.run(order, run), {
      gaveUp: ({ batchId }) => this.database.connection(IMPORT, (client) => failBatch(client, batchId, { what: 'unexpected' })),
    });
  }

  private async run({ batchId }: CheckImport, run: JobRun): Promise<void> {
    const batch = await run.connection(IMPORT, async (client) => {
      const found = await readBatch(client, batchId);
      await client.query(`update import_batch set state = 'checking' where id = $1 and state = 'uploaded'`, [batchId]);
      return found;
    });
    // an attempt that was cut off after its commit has done it already
    if (batch?.state !== 'uploaded' && batch?.state !== 'checking') return;
    run.progress({ phase: 'reading', done: 0 });
    try {
      await this.check(batch, run);
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      const { what, facts } = error;
      await run.connection(IMPORT, (client) => failBatch(client, batchId, { what, facts }));
    }
  }

  private async check(batch: BatchRow, run: JobRun): Promise<void> {
    const today = this.clock.today();
    const policy = await this.policy.snapshot(today, this.county.county);
    const scratch = await this.files.open(batch.id);
    try {
      await run.connection(IMPORT, async (client) => {
        const { counts, sheets } = await checkBatch(
          client,
          { id: batch.id, areaCode: batch.area_code, sourceDocument: batch.source_document, uploadedBy: batch.uploaded_by },
          {
            file: scratch.handle,
            kind: batch.kind,
            fileName: batch.file_name,
            limits: gateLimitsOf(policy),
            today,
            area: batch.uploaded_area,
            divisions: await divisionsIn(client),
            batch: { id: batch.id, at: batch.uploaded_at.getTime() },
            countedTransfers: policy.value('income.countedTransfers'),
            keysFolder: serviceConfig().keysFolder,
          },
          this.clock.now(),
          (phase, done) => {
            run.signal.throwIfAborted();
            run.progress({ phase, done });
          },
        );
        await client.query(`update import_batch set state = 'previewed', counts = $2, sheets = $3 where id = $1`, [
          batch.id,
          counts,
          sheets,
        ]);
      });
    } finally {
      scratch.close();
    }
  }
}

async function divisionsIn(client: pg.PoolClient): Promise<Division[]> {
  const { rows } = await client.query<Division>(
    `select code, name, level, kind, parent_code as "parentCode", valid_from::text as "validFrom", valid_to::text as "validTo",
       successor_code as "successorCode", source from division`,
  );
  return rows;
}
