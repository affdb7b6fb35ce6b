import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { parseIdNumber } from '@jingzhun/domain/id-number';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import {
  decision,
  groupName,
  headCount,
  Notices,
  proceedingDate,
  publicNameOrMinor,
  votes,
  type NoticeCircumstances,
  type PersonToName,
} from '@jingzhun/notices';
import { Clock, run } from '@jingzhun/persistence';
import { AnnouncementNotice, GroupNotice, VillageNotice } from '../../notice/notice-kinds.js';
import type { ApplicationEntity } from '../case/application.entity.js';
import { SealedContent } from '../content/sealed-content.js';
import type { NoticeFacts } from '../lifecycle/case-facts.js';
import type { CaseKind, CaseStep } from '../lifecycle/case-state.js';

/** Whose notices these are, in the library's list of hosts. */
export const SUBJECT_TYPE = 'application';

const WORDS = { registration: 'registration', removal: 'removal', categoryChange: 'category-change' } as const satisfies Record<
  CaseKind,
  string
>;

interface LastDecision {
  day: PlainDate;
  eligible: number | null;
  present: number | null;
  votesFor: number | null;
  /** The vote that was repeated. */
  lost: { eligible: number; present: number; votesFor: number } | null;
}

/** The notices of a case: the text from its decisions, and what keeps it from being closed. */
@Injectable()
export class CaseNotices {
  constructor(
    @Inject(Notices) private readonly notices: Notices,
    @Inject(SealedContent) private readonly contents: SealedContent,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Before the transaction: policy and holidays of the village. */
  prepare(villageCode: string): Promise<NoticeCircumstances> {
    return this.notices.prepare(DivisionCode.parse(villageCode));
  }

  /** @returns id of the posted notice */
  async post(
    em: EntityManager,
    principal: Principal,
    step: CaseStep,
    application: ApplicationEntity,
    circumstances: NoticeCircumstances,
  ): Promise<string> {
    const today = plainDateInShanghai(this.clock.now());
    const last = await lastDecision(em, application.id, today);
    const draft = { subject: { type: SUBJECT_TYPE, id: Uuid.parse(application.id) }, place: DivisionCode.parse(application.villageCode) };
    const day = proceedingDate(last.day, today);
    const household = {
      head: publicNameOrMinor(await this.headOf(em, application, today), today),
      members: headCount(application.memberCount),
      result: decision(`${WORDS[application.kind]}.${step === 'announce' ? 'decided' : 'proposed'}`),
    };
    const voted =
      last.eligible !== null && last.present !== null && last.votesFor !== null
        ? { votes: votes({ entitled: last.eligible, present: last.present, inFavour: last.votesFor }) }
        : {};
    const lost = last.lost
      ? { lostVotes: votes({ entitled: last.lost.eligible, present: last.lost.present, inFavour: last.lost.votesFor }) }
      : {};
    const group = step === 'postGroupNotice' && application.groupName ? { groupName: groupName(application.groupName) } : {};
    const { id } =
      step === 'announce'
        ? await this.notices.compose(
            em,
            principal,
            AnnouncementNotice,
            { ...draft, content: { ...household, decidedOn: day } },
            circumstances,
          )
        : await this.notices.compose(
            em,
            principal,
            step === 'postGroupNotice' ? GroupNotice : VillageNotice,
            { ...draft, ...group, content: { ...household, ...voted, ...lost, heldOn: day } },
            circumstances,
          );
    return (await this.notices.post(em, principal, id, circumstances)).id;
  }

  /** What closing asks for, as the rules of the case see it; null when it was taken down: it proves nothing. */
  async facts(em: EntityManager, id: string): Promise<NoticeFacts | null> {
    const notice = await this.notices.get(em, id);
    if (notice.state === 'withdrawn') return null;
    const missing = notice.state === 'posted' ? await this.notices.closingBlockedBy(em, notice) : [];
    const isMissing = (code: string): boolean => missing.some((line) => line.code === code);
    return {
      id,
      postedOn: notice.postedOn as PlainDate,
      lastDay: notice.lastDay as PlainDate,
      firstProof: !isMissing('proof-first'),
      lastProof: !isMissing('proof-last'),
      openObjections: notice.objections.open,
      upheldObjections: notice.objections.upheld,
    };
  }

  async close(em: EntityManager, principal: Principal, id: string): Promise<void> {
    const { state } = await this.notices.get(em, id);
    if (state === 'posted') await this.notices.close(em, principal, id);
  }

  async takeDown(em: EntityManager, principal: Principal, id: string, reason = ''): Promise<void> {
    const { state } = await this.notices.get(em, id);
    if (state === 'posted') await this.notices.takeDown(em, principal, id, `办理环节变动：${reason}`);
  }

  private async headOf(em: EntityManager, application: ApplicationEntity, today: PlainDate): Promise<PersonToName> {
    if (application.kind !== 'registration') {
      const [head] = await run<{ name: string; birthDate: PlainDate }>(
        em,
        `select p.name, p.birth_date::text as "birthDate" from household h join person p on p.id = h.head_person_id where h.id = $1::uuid`,
        [application.householdId],
      );
      return head ?? { name: application.headName, birthDate: null };
    }
    const draft = this.contents.open(application.id, application.contentCipher);
    const head = draft.kind === 'registration' ? draft.members?.find(({ relation }) => relation === '01') : undefined;
    const number = head?.idNumber ? parseIdNumber(head.idNumber, today) : undefined;
    return { name: application.headName, birthDate: number?.ok ? number.value.birthDate : null };
  }
}

async function lastDecision(em: EntityManager, applicationId: string, today: PlainDate): Promise<LastDecision> {
  const [row] = await run<LastDecision>(
    em,
    `select coalesce(m.held_on, e.decided_on)::text as day, m.eligible, m.present, v.votes_for as "votesFor",
       case when m.repeat_reason is not null then (
         select jsonb_build_object('eligible', b.eligible, 'present', b.present, 'votesFor', l.votes_for)
         from meeting_vote l join meeting b on b.id = l.meeting_id
         where l.application_id = e.application_id and b.kind = m.kind and l.used_by_version is null and l.votes_for * 2 <= b.present
           and (b.recorded_at, b.id) < (m.recorded_at, m.id)
         order by b.recorded_at desc, b.id desc limit 1) end as lost
     from application_event e left join meeting m on m.id = e.meeting_id left join meeting_vote v on v.meeting_id = e.meeting_id and v.application_id = e.application_id
     where e.application_id = $1::uuid and e.step in ('appraise', 'review', 'recheck', 'examine') order by e.position desc limit 1`,
    [applicationId],
  );
  return row ?? { day: today, eligible: null, present: null, votesFor: null, lost: null };
}
