import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import { Database, run, sessionOf } from '@jingzhun/persistence';
import { ApplicationService } from '../../application/case/application.service.js';
import { formOf } from '../form/forms.js';
import { SealedAnswers } from '../submission/sealed-answers.js';
import { readRound } from '../submission/unit-rows.js';
import { readConfirmedUnit } from './confirmed-unit.js';
import { draftOf } from './draft-application.rules.js';
import { ApplicationBegun, RegisteredAlready } from './unit.errors.js';

/** From what a newly found household has confirmed to the draft of its application: nothing is typed a second time. */
@Injectable()
export class UnitApplication {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedAnswers) private readonly sealed: SealedAnswers,
    @Inject(ApplicationService) private readonly applications: ApplicationService,
  ) {}

  /** @returns id of the draft. @throws NotConfirmed, RegisteredAlready, ApplicationBegun */
  async begin(principal: Principal, unitId: string): Promise<string> {
    const { unit, round, content } = await this.database.connection(sessionOf(principal), async (client) => {
      const unit = await readConfirmedUnit(client, unitId);
      if (unit.householdId !== null) throw new RegisteredAlready();
      const round = await readRound(client, unit.roundId);
      const answers = await this.sealed.current(client, unit, round);
      return { unit, round, content: draftOf(formOf(round.formVersion), answers, round.incomeYear) };
    });
    const document = `摸底调查：${round.name}，${plainDateInShanghai(unit.visitedAt)} 入户`;
    return this.applications.create(
      principal,
      { villageCode: unit.villageCode as DivisionCode, content },
      {
        source: 'survey',
        document,
        alongside: async (em, applicationId) => {
          // two officers at once: the second waits here and then sees the first one's draft
          const [present] = await run<{ version: number }>(em, 'select version from survey_unit where id = $1::uuid for update', [unit.id]);
          const begun = await run(
            em,
            `select from survey_unit_application l join application a on a.id = l.application_id
             where l.unit_id = $1::uuid and a.state not in ('rejected', 'withdrawn')`,
            [unit.id],
          );
          if (begun.length > 0 || present?.version !== unit.version) throw new ApplicationBegun();
          await run(
            em,
            'insert into survey_unit_application (application_id, unit_id, village_code, version) values ($1::uuid, $2::uuid, $3, $4::int)',
            [applicationId, unit.id, unit.villageCode, unit.version],
          );
        },
      },
    );
  }
}
