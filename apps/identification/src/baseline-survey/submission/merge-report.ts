import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { HEAD } from '@jingzhun/domain/relation-to-head';
import { Clock, newId } from '@jingzhun/persistence';
import type pg from 'pg';
import { membersOf, withChanges, type Answers } from '../form/answers.js';
import { problemsOfAnswers } from '../form/check-answers.rules.js';
import { formOf } from '../form/forms.js';
import { contestMembership, merge, type Merge } from './merge.rules.js';
import { normalised } from './normalise.js';
import { SealedAnswers } from './sealed-answers.js';
import type { SubmissionItem } from './submission.dto.js';
import { findSubmissions, type RoundRow, type UnitRow } from './unit-rows.js';

export interface MergedReport {
  /** The answers as the surveyor had them on the screen when he sent them. */
  view: Answers;
  current: Answers;
  merge: Merge;
}

/** How a report meets the answers that count now; asked when it arrives and again when somebody decides, with what counts then. */
@Injectable()
export class MergeReport {
  constructor(
    @Inject(SealedAnswers) private readonly sealed: SealedAnswers,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async of(client: pg.ClientBase, unit: UnitRow, round: RoundRow, item: SubmissionItem): Promise<MergedReport> {
    const form = formOf(item.formVersion);
    const changes = normalised(form, item.changes);
    const base = await this.sealed.seen(client, unit, round, item);
    const current = await this.sealed.current(client, unit, round);
    const own = (await findSubmissions(client, unit.id, item.follows)).findLast(({ result }) => result === 'applied');
    // what this phone itself changed since its download is no other person's change
    const before = own ? withChanges(base, normalised(form, this.sealed.openReport(own).changes)) : base;
    const merged = merge(before, current, changes);
    const heads = problemsOfAnswers(merged.answers, { form, found: unit.householdId === null, known: new Set() });
    const isOneHousehold = merged.contested.length > 0 || !heads.some(({ code }) => code === 'one-head');
    return { view: withChanges(base, changes), current, merge: isOneHousehold ? merged : contestMembership(before, current, changes) };
  }

  /** The answers that count from now on, by a report or by a decision. */
  async write(
    client: pg.ClientBase,
    next: { unit: UnitRow; version: number; answers: Answers; submissionId: string; by: Principal },
  ): Promise<void> {
    const { unit, version, answers, submissionId, by } = next;
    const id = newId(this.clock);
    await client.query(
      `insert into survey_answers (id, unit_id, village_code, version, answers_cipher, submission_id, account_id, account_name, recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, unit.id, unit.villageCode, version, this.sealed.seal(id, answers), submissionId, by.accountId, by.name, this.clock.now()],
    );
    const head = [...membersOf(answers).values()].find(({ relation, leaving }) => relation === HEAD && leaving === undefined);
    await client.query(
      'update survey_unit set version = $2, head_name = coalesce($3, head_name), group_name = coalesce($4, group_name) where id = $1',
      [unit.id, version, head?.['name'] ?? null, answers['groupName'] ?? null],
    );
  }
}
