import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { addDays } from '@jingzhun/domain/plain-date';
import { AuditLog } from '@jingzhun/audit';
import { Clock, Database, systemSession } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { describeError, LOGGER } from '@jingzhun/service-shell';
import type { ImportFiles } from '../import/import-files.js';
import { SealedNames } from '../screening/store/sealed-names.js';
import { REGISTER_FILES } from './register-files.js';

const EVERY_MS = 3_600_000;

/** Deletes what registers said when the policy's days are over, and forgets whom nobody looks for any longer. */
@Injectable()
export class RegisterRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly county: CountyPack,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(SealedNames) private readonly names: SealedNames,
    @Inject(REGISTER_FILES) private readonly files: ImportFiles,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const sweep = (): void =>
      void this.deleteOld().catch((error: unknown) => this.logger.error({ error: describeError(error) }, 'retention of registers failed'));
    this.timer = setInterval(sweep, EVERY_MS);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @returns extracts whose facts were deleted now */
  async deleteOld(): Promise<number> {
    const today = this.clock.today();
    const days = await this.policy.value('screening.register.retentionDays', today, this.county.county);
    return this.database.connection(systemSession('screening'), async (client) => {
      const { rows } = await client.query<{ id: string; kind: string }>(
        `update register_import set facts_deleted_at = $2 where facts_deleted_at is null and state <> 'received' and as_of < $1 returning id, kind`,
        [addDays(today, -days), this.clock.now()],
      );
      const ids = rows.map(({ id }) => id);
      for (const table of ['register_entry', 'register_match', 'register_refusal'])
        await client.query(`delete from ${table} where import_id = any ($1::uuid[])`, [ids]);
      await client.query('delete from register_match_withdrawal w where not exists (select from register_match m where m.id = w.match_id)');
      await this.names.forgetBefore(client, addDays(today, -days));
      for (const { id, kind } of rows) {
        this.files.delete(id);
        await this.audit.record(client, {
          action: 'register.facts-deleted',
          objectType: 'register-import',
          objectId: id,
          result: 'success',
          detail: { kind },
        });
      }
      await client.query(
        `delete from screening_person sp where not exists (select from person p where p.id_index = sp.id_index)
           and not exists (select from screening_applicant a where a.id_index = sp.id_index)`,
      );
      await this.files.deleteUnclaimed(async (files) => {
        const known = await client.query<{ id: string }>('select id from register_import where id = any ($1::uuid[])', [files]);
        return new Set(known.rows.map(({ id }) => id));
      });
      return ids.length;
    });
  }
}
