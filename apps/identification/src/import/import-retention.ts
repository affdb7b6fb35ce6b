import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { addDays } from '@jingzhun/domain/plain-date';
import { AuditLog } from '@jingzhun/audit';
import { Clock, Database, systemSession } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { describeError, LOGGER } from '@jingzhun/service-shell';
import { ImportFiles } from './import-files.js';
import type { BatchState } from './import-rows.js';

const EVERY_MS = 3_600_000;

/** Of batches nobody will release: what waited, and questions about it. Also what a process killed while discarding left. */
const FORGET_DISCARDED = `with gone as (select id from import_batch where state = 'discarded' or (state = 'failed' and file_deleted_at is not null)),
  asked as (update duplicate_case set status = 'withdrawn' where status = 'open' and batch_id in (select id from gone))
  delete from import_household where batch_id in (select id from gone)`;

/**
 * Deletes uploads older than the policy's days, each hour; what came of them stays. A batch nobody decided on in these days is
 * discarded with its file: its rows are plain text about persons who may not be in the register.
 */
@Injectable()
export class ImportRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ImportFiles) private readonly files: ImportFiles,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly county: CountyPack,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const sweep = (): void =>
      void this.deleteOldFiles().catch((error: unknown) =>
        this.logger.error({ error: describeError(error) }, 'old uploads were not deleted'),
      );
    this.timer = setInterval(sweep, EVERY_MS);
    sweep();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @returns how many files were deleted */
  async deleteOldFiles(): Promise<number> {
    const today = this.clock.today();
    const days = await this.policy.value('import.workbookRetentionDays', today, this.county.county);
    return this.database.connection(systemSession('import'), async (client) => {
      const { rows } = await client.query<{ id: string; state: BatchState }>(
        `update import_batch set file_deleted_at = $2, state = case when state = 'previewed' then 'discarded' else state end
         where file_deleted_at is null and state in ('released', 'discarded', 'failed', 'previewed') and (uploaded_at at time zone 'Asia/Shanghai')::date < $1
         returning old.id, old.state`,
        [addDays(today, -days), this.clock.now()],
      );
      for (const { id, state } of rows)
        if (state === 'previewed')
          await this.audit.record(client, {
            action: 'import.discard',
            objectType: 'import',
            objectId: id,
            result: 'success',
            detail: { daysWithoutDecision: days },
          });
      await client.query(FORGET_DISCARDED);
      for (const { id } of rows) this.files.delete(id);
      const unclaimed = await this.files.deleteUnclaimed(async (ids) => {
        const known = await client.query<{ id: string }>('select id from import_batch where id = any ($1::uuid[])', [ids]);
        return new Set(known.rows.map(({ id }) => id));
      });
      return rows.length + unclaimed;
    });
  }
}
