import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { Refusal } from '@jingzhun/domain/refusal';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { Clock, Database } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';
import { describeError, LOGGER } from '@jingzhun/service-shell';
import { StoredFiles } from '../attachment/stored-files.js';
import { ArrivingFiles } from './arriving-files.js';
import { FinishUploads } from './finish-uploads.js';
import { asSystem } from './upload-rows.js';

const EVERY_MS = 10 * 60_000;

/** What nobody asks for: finishes what a dead process left complete, forgets what expired, deletes what was retracted. */
@Injectable()
export class EvidenceUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly machine = new Clock();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(FinishUploads) private readonly finishing: FinishUploads,
    @Inject(ArrivingFiles) private readonly arriving: ArrivingFiles,
    @Inject(StoredFiles) private readonly stored: StoredFiles,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.kick(), EVERY_MS);
    void this.kick();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** One round now; a round that is under way is waited for. */
  kick(): Promise<void> {
    this.running ??= this.round()
      .catch((error: unknown) => this.logger.error({ error: describeError(error) }, 'upkeep of attachments failed'))
      .finally(() => (this.running = undefined));
    return this.running;
  }

  private async round(): Promise<void> {
    await this.forgetExpired();
    await this.finishComplete();
    await this.deleteLeftovers();
    await this.deleteRetracted();
  }

  private async forgetExpired(): Promise<void> {
    const expired = await asSystem(this.database, async (client) => {
      const { rows } = await client.query<{ stored_name: string }>('delete from upload where expires_at <= $1 returning stored_name', [
        this.machine.now(),
      ]);
      return rows;
    });
    for (const { stored_name: name } of expired) {
      await this.arriving.delete(name);
      await this.stored.delete(name);
    }
  }

  private async finishComplete(): Promise<void> {
    const open = await asSystem(this.database, async (client) => {
      const { rows } = await client.query<{ id: string; bytes: number; stored_name: string }>(
        `select id, bytes, stored_name from upload where state = 'receiving' order by began_at`,
      );
      return rows;
    });
    for (const { id, bytes, stored_name: name } of open) {
      if ((await this.arriving.arrived(name)) !== bytes) continue;
      try {
        await this.finishing.finish(id);
      } catch (error) {
        // refused: whoever uploaded it is told when asking; anything else is tried again
        if (!(error instanceof Refusal)) this.logger.error({ error: describeError(error) }, 'an upload could not be finished');
      }
    }
  }

  /** Files of uploads that no longer exist: their process died between row and file. */
  private async deleteLeftovers(): Promise<void> {
    const [arriving, unfinished] = [await this.arriving.names(), await this.stored.unfinished()];
    const names = [...new Set([...arriving, ...unfinished])];
    if (names.length === 0) return;
    const known = await asSystem(this.database, async (client) => {
      const { rows } = await client.query<{ stored_name: string }>(
        `select stored_name from upload where stored_name = any($1) and state = 'receiving'`,
        [names],
      );
      return new Set(rows.map(({ stored_name: name }) => name));
    });
    for (const name of arriving) if (!known.has(name)) await this.arriving.delete(name);
    for (const name of unfinished) if (!known.has(name)) await this.stored.deleteUnfinished(name);
  }

  /** The row stays for ever; the content goes when its time is over, unless a signature rests on it. */
  private async deleteRetracted(): Promise<void> {
    const due = await asSystem(this.database, async (client) => {
      const { rows } = await client.query<{ id: string; village_code: string; stored_name: string; retracted_on: PlainDate }>(
        `select id, village_code, stored_name, (retracted_at at time zone 'Asia/Shanghai')::date::text as retracted_on from attachment a
         where retracted_at is not null and content_deleted_at is null
           and not exists (select from signature_attachment s where s.attachment_id = a.id)`,
      );
      return rows;
    });
    for (const { id, village_code: place, stored_name: name, retracted_on: day } of due) {
      const days = await this.policy.value('evidence.retracted.keptDays', this.clock.today(), DivisionPrefix.parse(place.slice(0, 6)));
      if (addDays(day, days) > this.clock.today()) continue;
      await this.stored.delete(name);
      await asSystem(this.database, (client) =>
        client.query('update attachment set content_deleted_at = $2 where id = $1', [id, this.clock.now()]),
      );
    }
  }
}
