import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, newId, run } from '@jingzhun/persistence';
import type { ProofOccasion } from '../clock/closing.rules.js';
import { proofDays } from '../clock/proof-window.rules.js';
import type { NoticeCircumstances } from '../posting/notice-circumstances.js';
import type { PostedNotice } from '../posting/notice-record.js';
import type { ObjectionSummary } from '../objections/objection-record.js';

import type { TaskKind } from './task.dto.js';

/** What is waiting for whom. Rows are made and done in the transactions they follow from, never by the scheduler. */
@Injectable()
export class NoticeTasks {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  async afterPosting(em: EntityManager, notices: readonly PostedNotice[], { closeWithinDays }: NoticeCircumstances): Promise<void> {
    const rows = notices.flatMap(({ id, place, postedOn, lastDay }) =>
      (
        [
          ['proof-first', proofDays({ postedOn, lastDay }, 'first')[1]],
          ['proof-last', lastDay],
          ['close', addDays(lastDay, closeWithinDays)],
        ] as [TaskKind, PlainDate][]
      ).map(([what, dueOn]) => [newId(this.clock), id, null, place, 'village', what, dueOn]),
    );
    await this.insert(em, rows);
  }

  async afterProof(em: EntityManager, noticeIds: readonly string[], occasion: ProofOccasion): Promise<void> {
    await this.done(em, 'notice_id = any($1::uuid[]) and what = $3', [noticeIds, this.clock.now(), `proof-${occasion}`]);
  }

  async afterObjection(em: EntityManager, { id, noticeId, place, investigator, dueOn }: ObjectionSummary): Promise<void> {
    await this.insert(em, [[newId(this.clock), noticeId, id, place, investigator, 'answer-objection', dueOn]]);
  }

  async afterDecision(em: EntityManager, objectionId: string): Promise<void> {
    await this.done(em, 'objection_id = $1', [objectionId, this.clock.now()]);
  }

  /** Closed or withdrawn: nothing of the notice itself waits any more; an objection still wants its answer. */
  async afterEnd(em: EntityManager, noticeIds: readonly string[]): Promise<void> {
    await this.done(em, 'notice_id = any($1::uuid[]) and objection_id is null', [noticeIds, this.clock.now()]);
  }

  private async insert(em: EntityManager, rows: readonly (readonly unknown[])[]): Promise<void> {
    await run(
      em,
      `insert into notice_task (id, notice_id, objection_id, place_code, level, what, due_on, created_at)
       select *, $8::timestamptz from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::date[])`,
      [...Array.from({ length: 7 }, (_, column) => rows.map((row) => row[column])), this.clock.now()],
    );
  }

  private async done(em: EntityManager, which: string, values: unknown[]): Promise<void> {
    // in one order everywhere: the sweep of the day marks the same rows
    await run(
      em,
      `with found as materialized (select id from notice_task where done_at is null and ${which} order by id for update)
       update notice_task t set done_at = $2 from found where t.id = found.id`,
      values,
    );
  }
}
