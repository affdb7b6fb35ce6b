import { Inject, Injectable } from '@nestjs/common';
import { Consumers } from '@jingzhun/messaging';
import type { RebuildProgress } from '../directory.dto.js';

/** Throws the copy away and reads identification's stream from its start. */
@Injectable()
export class DirectoryRebuild {
  constructor(@Inject(Consumers) private readonly consumers: Consumers) {}

  /** Returns once the reading has begun; the copy fills up from then on. @throws BrokerAway with nothing thrown away */
  async start(): Promise<void> {
    await this.consumers.rebuild('project-divisions', async (em) => void (await em.execute('delete from "directory_division"')));
    await this.consumers.rebuild('project-households', async (em) => {
      await em.execute('delete from "directory_person"');
      await em.execute('delete from "directory_household"');
    });
  }

  async progress(): Promise<RebuildProgress> {
    const [households, divisions] = await Promise.all(
      ['project-households', 'project-divisions'].map((handler) => this.consumers.progress(handler)),
    );
    return { households: households ?? null, divisions: divisions ?? null };
  }
}
