import { randomUUID } from 'node:crypto';
import { Inject, Module, type Type } from '@nestjs/common';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';
import type { Handle } from '@jingzhun/persistence';
import { AppModule } from '../src/app.module.js';
import type { ApplicantSubject } from '../src/screening/applicant-subject.js';
import { RULE_CODES, type RuleCode, type RuleResult } from '../src/screening/rule-code.js';
import { ruleSetOf } from './screening.factory.js';
import { Screening, type ApplicationEnd, type ScreeningContext } from '../src/screening/screening.js';
import { ScreeningModule } from '../src/screening/screening.module.js';
import type { ScreeningState } from '../src/screening/screening-state.js';

/** A screening whose verdicts a test decides; everybody passes unless it says otherwise. */
export class FakeScreening extends Screening {
  readonly subjects = new Map<string, ApplicantSubject>();
  readonly ended = new Map<string, ApplicationEnd>();
  private readonly states = new Map<string, ScreeningState>();

  async prepare(): Promise<ScreeningContext> {
    return { ruleSetVersion: 'test' };
  }

  async submit(_handle: Handle, _context: ScreeningContext, subject: ApplicantSubject): Promise<ScreeningState> {
    const state: ScreeningState = {
      screeningId: randomUUID() as Uuid,
      ranAt: new Date('2016-06-15T02:00:00Z'),
      judgedOn: '2016-06-15' as PlainDate,
      ruleSetVersion: 'test',
      contentDigest: subject.contentDigest,
      results: Object.fromEntries(RULE_CODES.map((rule) => [rule, 'pass'])) as Record<RuleCode, RuleResult>,
      titles: Object.fromEntries(ruleSetOf().rules.map(({ code, title }) => [code, title])),
      answered: [],
    };
    this.subjects.set(subject.applicationId, subject);
    this.states.set(subject.applicationId, state);
    return state;
  }

  /** What the registers say from now on about an application. */
  judge(applicationId: string, results: Partial<Record<RuleCode, RuleResult>>, answered: RuleCode[] = []): void {
    const state = this.states.get(applicationId);
    if (!state) throw new Error('not screened yet');
    this.states.set(applicationId, { ...state, results: { ...state.results, ...results }, answered });
  }

  /** As if it had never been screened. */
  forget(applicationId: string): void {
    this.states.delete(applicationId);
  }

  /** What the test said last is what today gives. */
  async bringUpToDate(): Promise<void> {}

  async ofApplication(_handle: Handle, applicationId: string): Promise<ScreeningState | undefined> {
    return this.states.get(applicationId);
  }

  async ofHousehold(): Promise<ScreeningState | undefined> {
    return undefined;
  }

  async endApplication(_handle: Handle, applicationId: string, end: ApplicationEnd): Promise<void> {
    this.ended.set(applicationId, end);
  }
}

const ANSWERED = ['prepare', 'submit', 'bringUpToDate', 'ofApplication', 'ofHousehold', 'endApplication'] as const;

/** The whole service with a screening of the test's: what the case asks is answered by the test, everything else is as it is. */
export function withFakeScreening(): { module: Type; screening: FakeScreening } {
  const screening = new FakeScreening();

  @Module({ imports: [AppModule, ScreeningModule] })
  class TestModule {
    constructor(@Inject(Screening) real: Screening) {
      for (const method of ANSWERED) Object.assign(real, { [method]: screening[method].bind(screening) });
    }
  }

  return { module: TestModule, screening };
}
