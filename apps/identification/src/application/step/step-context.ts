import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import type { NoticeCircumstances } from '@jingzhun/notices';
import { Database, sessionOf } from '@jingzhun/persistence';
import { HouseholdChanges, type ChangeContext } from '../../household/household-changes.js';
import { Screening, type ScreeningContext } from '../../screening/screening.js';
import type { CaseStep } from '../lifecycle/case-state.js';
import { POSTING, RESTS_ON_VERDICT } from '../lifecycle/lifecycle.js';
import { CaseNotices } from '../notice/case-notices.js';

/** What is read before the transaction opens: a transaction never waits for a second connection. */
export interface StepContext {
  screening?: ScreeningContext;
  /** By village: a township may have parameters of its own. */
  notices?: ReadonlyMap<string, NoticeCircumstances>;
  household?: ChangeContext;
}

@Injectable()
export class StepContexts {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Screening) private readonly screening: Screening,
    @Inject(CaseNotices) private readonly notices: CaseNotices,
    @Inject(HouseholdChanges) private readonly changes: HouseholdChanges,
  ) {}

  async prepare(principal: Principal, step: CaseStep, caseIds: readonly string[]): Promise<StepContext> {
    if (step === 'submit' || step === 'correct') return { screening: await this.screening.prepare() };
    if (step === 'complete') return { screening: await this.screening.prepare(), household: await this.changes.prepare() };
    if (RESTS_ON_VERDICT.includes(step)) return { screening: await this.screening.prepare() };
    if (!POSTING.includes(step)) return {};
    const villages = await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<{ village_code: string }>(
        'select distinct village_code from application where id = any($1::uuid[])',
        [caseIds],
      );
      return rows.map(({ village_code }) => village_code);
    });
    return {
      notices: new Map(await Promise.all(villages.map(async (village) => [village, await this.notices.prepare(village)] as const))),
    };
  }
}
