import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { defineJob, Jobs, type JobRun } from '@jingzhun/jobs';
import { Clock, systemSession } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { SealedNumbers } from '../household/sealed-numbers.js';
import { checkQuality } from './check-quality.js';

export const CheckRegister = defineJob({ name: 'quality.check', payload: z.strictObject({}) });

/** Judges the whole register anew, village by village; the next attempt goes on after the last village. */
@Injectable()
export class CheckRegisterJob implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly county: CountyPack,
    @Inject(SealedNumbers) private readonly numbers: SealedNumbers,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(CheckRegister, (_payload, run) => this.check(run));
  }

  private async check(run: JobRun): Promise<{ villages: number }> {
    const at = this.clock.now();
    const today = plainDateInShanghai(at);
    const policy = await this.policy.snapshot(today, this.county.county);
    const villages = await run.connection(systemSession('scheduler'), async (client) => {
      const { rows } = await client.query<{ village_code: string }>('select distinct village_code from household order by village_code');
      return rows.map(({ village_code }) => village_code);
    });
    const done = run.checkpoint(z.object({ village: z.string() }))?.village ?? '';
    for (const [i, village] of villages.entries()) {
      if (village <= done) continue;
      if (run.signal.aborted) throw new Error('the service stops: the check goes on at its next start');
      await run.connection(systemSession('scheduler'), async (client, save) => {
        const { rows } = await client.query<{ id: string }>('select id from household where village_code = $1', [village]);
        await checkQuality(client, { householdIds: rows.map(({ id }) => id) }, { policy, numbers: this.numbers, today, at });
        await save({ village });
      });
      run.progress({ done: i + 1, total: villages.length });
    }
    return { villages: villages.length };
  }
}
