import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { addDays } from '@jingzhun/domain/plain-date';
import { Clock, Database, systemSession } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';
import { describeError, LOGGER } from '@jingzhun/service-shell';
import { CountyPack } from '../county-pack.js';
import { ImportFiles } from './import-files.js';

const EVERY_MS = 3_600_000;

/** Deletes uploads older than the policy's days, each hour; what came of them stays. */
@Injectable()
export class ImportRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ImportFiles) private readonly files: ImportFiles,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly county: CountyPack,
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

  async deleteOldFiles(): Promise<number> {
    const today = this.clock.today();
    const days = await this.policy.value('import.workbookRetentionDays', today, this.county.county);
    const before = addDays(today, -days);
    return this.database.connection(systemSession('import'), async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `update import_batch set file_deleted_at = $2
         where file_deleted_at is null and state in ('released', 'discarded', 'failed', 'previewed') and (uploaded_at at time zone 'Asia/Shanghai')::date < $1
         returning id`,
        [before, this.clock.now()],
      );
      for (const { id } of rows) this.files.delete(id);
      return rows.length;
    });
  }
}
