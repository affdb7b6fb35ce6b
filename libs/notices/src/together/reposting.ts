import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { NoticeHosts, type PostingAgain } from '../posting/notice-hosts.js';
import type { PostedAgain } from '../posting/notice.dto.js';
import { NoticeInOtherState } from '../posting/notice.errors.js';
import type { NoticeRecord, PostedNotice } from '../posting/notice-record.js';
import { hangingAbout, lockNotice } from '../posting/notice-rows.js';
import { Notices } from '../posting/notices.js';
import { NothingHangs } from './posting.errors.js';
import { getPosting, lockLines } from './posting-rows.js';
import { hangs } from './posting.rules.js';
import { POSTING_OBJECT } from './sheets.js';

/**
 * Takes down and posts again, in one transaction: a photo of the first day was missed, a word was wrong. What hangs afterwards are other
 * notices with days of their own; objections to the old ones are answered as before.
 */
@Injectable()
export class Reposting {
  constructor(
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(NoticeHosts) private readonly hosts: NoticeHosts,
    @Inject(Notices) private readonly notices: Notices,
  ) {}

  /** Every line that still hangs; what left the sheet or is closed stays as it is. @throws PostingNotFound, NothingHangs, ReasonNeeded */
  async sheet(em: EntityManager, principal: Principal, id: string, again: PostingAgain): Promise<PostedAgain> {
    await getPosting(em, id);
    const hanging = (await lockLines(em, id)).map(({ notice }) => notice).filter(hangs);
    if (hanging.length === 0) throw new NothingHangs();
    const posted = await this.again(em, principal, hanging, again);
    await this.audit.record(em, {
      ...{ actor: actorOf(principal), action: 'notice.post-again', objectType: POSTING_OBJECT, objectId: id, result: 'success' },
      ...{ purpose: again.reason, detail: { notices: posted.noticeIds.length, lastDay: posted.lastDay } },
    });
    return posted;
  }

  /** One notice, wherever it hangs. @throws NoticeNotFound, NoticeInOtherState, ReasonNeeded */
  async notice(em: EntityManager, principal: Principal, id: string, again: PostingAgain): Promise<PostedAgain> {
    const notice = await lockNotice(em, id);
    if (!hangs(notice)) throw new NoticeInOtherState(notice.state);
    return this.again(em, principal, [notice], again);
  }

  private async again(
    em: EntityManager,
    principal: Principal,
    hanging: readonly NoticeRecord[],
    again: PostingAgain,
  ): Promise<PostedAgain> {
    const down = await this.notices.takeDownAll(em, principal, hanging, again.reason);
    const [first] = down as [NoticeRecord];
    await this.hosts.of(first.subject.type).postAgain(em, down, principal, again);
    const posted = (await hangingAbout(em, down)) as PostedNotice[];
    if (posted.length !== down.length) throw new Error(`${down.length} notices came down, ${posted.length} hang again`);
    const { postingId, firstDay, lastDay } = posted[0] as PostedNotice;
    return { noticeIds: posted.map(({ id }) => id), postingId, firstDay, lastDay };
  }
}
