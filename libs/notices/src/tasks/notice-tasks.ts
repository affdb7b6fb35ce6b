import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, newId, run } from '@jingzhun/persistence';
import type { ProofOccasion } from '../clock/closing.rules.js';
import type { NoticeCircumstances } from '../posting/notice-circumstances.js';
import type { PostedNotice } from '../posting/notice-record.js';
import type { ObjectionSummary } from '../objections/objection-record.js';

import type { TaskKind } from './task.dto.js';

/** What is waiting for whom. Rows are made and done in the transactions they follow from, never by the scheduler. */
@Injectable()
export class NoticeTasks {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  async afterPosting(em: EntityManager, notice: PostedNotice, { closeWithinDays }: NoticeCircumstances): Promise<void> {
    await this.add(em, notice, 'proof-first', notice.firstDay);
    await this.add(em, notice, 'proof-last', notice.lastDay);
    await this.add(em, notice, 'close', addDays(notice.lastDay, closeWithinDays));
  }

  async afterProof(em: EntityManager, noticeId: string, occasion: ProofOccasion): Promise<void> {
    await this.done(em, 'notice_id = $1 and what = $3', [noticeId, this.clock.now(), `proof-${occasion}`]);
  }

  async afterObjection(em: EntityManager, { id, noticeId, place, investigator, dueOn }: ObjectionSummary): Promise<void> {
    await this.insert(em, [newId(this.clock), noticeId, id, place, investigator, 'answer-objection', dueOn, this.clock.now()]);
  }

  async afterDecision(em: EntityManager, objectionId: string): Promise<void> {
    await this.done(em, 'objection_id = $1', [objectionId, this.clock.now()]);
  }

  /** Closed or withdrawn: nothing of the notice itself waits any more; an objection still wants its answer. */
  async afterEnd(em: EntityManager, noticeId: string): Promise<void> {
    await this.done(em, 'notice_id = $1 and objection_id is null', [noticeId, this.clock.now()]);
  }

  private add(em: EntityManager, notice: PostedNotice, what: TaskKind, dueOn: PlainDate): Promise<void> {
    return this.insert(em, [newId(this.clock), notice.id, null, notice.place, 'village', what, dueOn, this.clock.now()]);
  }

  private async insert(em: EntityManager, values: unknown[]): Promise<void> {
    await run(
      em,
      'insert into notice_task (id, notice_id, objection_id, place_code, level, what, due_on, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      values,
    );
  }

  private async done(em: EntityManager, which: string, values: unknown[]): Promise<void> {
    await run(em, `update notice_task set done_at = $2 where done_at is null and ${which}`, values);
  }
}
