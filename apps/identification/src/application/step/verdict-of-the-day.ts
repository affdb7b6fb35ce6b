import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorFor, type Principal } from '@jingzhun/auth';
import { Screening } from '../../screening/screening.js';
import type { ApplicationEntity } from '../case/application.entity.js';
import type { CaseStep } from '../lifecycle/case-state.js';
import { holds } from '../lifecycle/decide.js';
import { RESTS_ON_VERDICT, transitionsOf } from '../lifecycle/lifecycle.js';
import type { StepContext } from './step-context.js';

/** Makes the verdicts that a step rests on those of its day. */
@Injectable()
export class VerdictOfTheDay {
  constructor(@Inject(Screening) private readonly screening: Screening) {}

  /**
   * Nothing the verdicts rest on changes from here until the transaction ends. The notices and the cases are locked before. Whoever may
   * not take the step, or not from where a case stands, is refused whatever the verdicts say, and judges nobody.
   */
  async bring(
    em: EntityManager,
    principal: Principal,
    step: CaseStep,
    applications: readonly ApplicationEntity[],
    context: StepContext,
  ): Promise<void> {
    if (!RESTS_ON_VERDICT.includes(step)) return;
    if (!context.screening) throw new Error('a step that rests on the verdict without the rules of the day');
    const actor = actorFor(principal);
    const offered = applications.map((application) => ({ application, ways: transitionsOf(step, application.state, application.kind) }));
    if (!offered.every(({ ways }) => ways.some(({ office }) => holds(actor, office)))) return;
    const asked = offered
      .filter(({ application, ways }) => application.kind !== 'removal' && ways.some(({ needs }) => needs.includes('screeningClear')))
      .map(({ application }) => application);
    await this.screening.bringUpToDate(
      em,
      context.screening,
      asked.map(({ id }) => id),
      principal,
    );
  }
}
