import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import type { NoticeCircumstances } from './notice-circumstances.js';
import type { NoticeRecord, PostedNotice } from './notice-record.js';
import type { ObjectionDecision, ObjectionSummary } from '../objections/objection-record.js';

/** An earlier step of the case that an upheld objection may send it back to. */
export interface ReturnStep {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

export interface PostingAgain {
  readonly reason: string;
  /** Of the place in which all of them hang. */
  readonly circumstances: NoticeCircumstances;
}

/**
 * What the owner of a notice's subject does when something happens to it. Everything runs in the transaction of the command; an error
 * undoes the command. The notice is locked before the host is called, so a host locks its case after it and never before; what else holds the
 * case is locked before both, by `lockBefore`.
 */
export interface NoticeHost {
  /** Where an upheld objection to this notice may send the case; asked before the decision is taken. */
  returnSteps(notice: NoticeRecord): readonly ReturnStep[];
  /** Accounts that made the case what it is: none of them answers an objection to it. */
  makers?(em: EntityManager, notice: NoticeRecord): Promise<readonly string[]>;
  /** Before the notice is locked for the answer to an objection: whatever every other command locks before it. */
  lockBefore?(em: EntityManager, subject: NoticeRecord['subject']): Promise<void>;
  /** It hangs from now on, whoever posted it: a step of the case or the notice's own page. */
  posted?(em: EntityManager, notice: PostedNotice, by: Principal): Promise<void>;
  /** Taken down before its time; the case needs another notice or has ended. */
  withdrawn?(em: EntityManager, notice: NoticeRecord, by: Principal): Promise<void>;
  /**
   * They were taken down in this command and are to hang again: the host takes the step that posts them, all at once, with texts and days
   * of their own. The database says afterwards what hangs.
   */
  postAgain(em: EntityManager, notices: readonly NoticeRecord[], by: Principal, again: PostingAgain): Promise<void>;
  /** The period has passed, proven and without an open objection. */
  closed(em: EntityManager, notice: PostedNotice, by: Principal): Promise<void>;
  /** The same for all notices of one kind that are closed in one command; absent: `closed` for each. */
  closedTogether?(em: EntityManager, notices: readonly PostedNotice[], by: Principal): Promise<void>;
  /** Somebody objects; `notice.state` may be closed, when a paper came in time and was entered late. The host learns that, not who or why. */
  objectionReceived?(em: EntityManager, notice: NoticeRecord, objection: ObjectionSummary): Promise<void>;
  /** Upheld: the case is rejected or goes back to `decision.effect.step`; dismissed: nothing changes but the count of open objections. */
  objectionDecided(em: EntityManager, notice: NoticeRecord, decision: ObjectionDecision, by: Principal): Promise<void>;
}

/** Who answers for which type of subject. A feature registers itself while the application starts. */
@Injectable()
export class NoticeHosts {
  private readonly hosts = new Map<string, NoticeHost>();

  /** Call it in a constructor or `onModuleInit`. */
  register(subjectType: string, host: NoticeHost): void {
    if (this.hosts.has(subjectType)) throw new Error(`notices about ${subjectType} have two hosts`);
    this.hosts.set(subjectType, host);
  }

  /** @throws Error when no feature has registered: a notice whose outcome nobody hears of must not be posted */
  of(subjectType: string): NoticeHost {
    const host = this.hosts.get(subjectType);
    if (!host) throw new Error(`nobody has registered for notices about ${subjectType}: call NoticeHosts.register`);
    return host;
  }
}
