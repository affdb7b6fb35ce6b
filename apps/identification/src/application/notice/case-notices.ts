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
  type PostedNotice,
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

  /**
   * A notice each; what hangs in one place is one sheet.
   * @returns ids of the posted notices by case
   */
  async post(
    em: EntityManager,
    principal: Principal,
    step: CaseStep,
    applications: readonly ApplicationEntity[],
    circumstances: NoticeCircumstances,
  ): Promise<Map<string, string>> {
    const today = plainDateInShanghai(this.clock.now());
    const decided = await lastDecisions(
      em,
      applications.map(({ id }) => id),
      today,
    );
    const about: About[] = [];
    for (const application of applications)
      about.push({ application, last: decided.get(application.id) as LastDecision, head: await this.headOf(em, application, today) });
    const posted = await this.postAs(em, principal, step, about, today, circumstances);
    return new Map(posted.map(({ id, subject }) => [subject.id as string, id]));
  }

  private postAs(
    em: EntityManager,
    principal: Principal,
    step: CaseStep,
    about: readonly About[],
    today: PlainDate,
    circumstances: NoticeCircumstances,
  ): Promise<PostedNotice[]> {
    if (step === 'announce') {
      const drafts = about.map((one) => ({
        ...draftOf(one.application),
        content: { ...householdOf(one, 'decided', today), decidedOn: proceedingDate(one.last.day, today) },
      }));
      return this.notices.postTogether(em, principal, AnnouncementNotice, drafts, circumstances);
    }
    const drafts = about.map((one) => {
      const { application, last } = one;
      const group = step === 'postGroupNotice' && application.groupName ? { groupName: groupName(application.groupName) } : {};
      const content = { ...householdOf(one, 'proposed', today), ...votesOf(last), heldOn: proceedingDate(last.day, today) };
      return { ...draftOf(application), ...group, content };
    });
    return this.notices.postTogether(em, principal, step === 'postGroupNotice' ? GroupNotice : VillageNotice, drafts, circumstances);
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

interface About {
  readonly application: ApplicationEntity;
  readonly last: LastDecision;
  readonly head: PersonToName;
}

const draftOf = ({ id, villageCode }: ApplicationEntity) => ({
  subject: { type: SUBJECT_TYPE, id: Uuid.parse(id) },
  place: DivisionCode.parse(villageCode),
});

const householdOf = ({ application, head }: About, result: 'decided' | 'proposed', today: PlainDate) => ({
  head: publicNameOrMinor(head, today),
  members: headCount(application.memberCount),
  result: decision(`${WORDS[application.kind]}.${result}`),
});

function votesOf({ eligible, present, votesFor, lost }: LastDecision) {
  return {
    ...(eligible !== null && present !== null && votesFor !== null
      ? { votes: votes({ entitled: eligible, present, inFavour: votesFor }) }
      : {}),
    ...(lost ? { lostVotes: votes({ entitled: lost.eligible, present: lost.present, inFavour: lost.votesFor }) } : {}),
  };
}

async function lastDecisions(em: EntityManager, applicationIds: readonly string[], today: PlainDate): Promise<Map<string, LastDecision>> {
  const rows = await run<LastDecision & { id: string }>(
    em,
    `select distinct on (e.application_id) e.application_id as id, coalesce(m.held_on, e.decided_on)::text as day, m.eligible, m.present,
       v.votes_for as "votesFor",
       case when m.repeat_reason is not null then (
         select jsonb_build_object('eligible', b.eligible, 'present', b.present, 'votesFor', l.votes_for)
         from meeting_vote l join meeting b on b.id = l.meeting_id
         where l.application_id = e.application_id and b.kind = m.kind and l.used_by_version is null and l.votes_for * 2 <= b.present
           and (b.recorded_at, b.id) < (m.recorded_at, m.id)
         order by b.recorded_at desc, b.id desc limit 1) end as lost
     from application_event e left join meeting m on m.id = e.meeting_id left join meeting_vote v on v.meeting_id = e.meeting_id and v.application_id = e.application_id
     where e.application_id = any($1::uuid[]) and e.step in ('appraise', 'review', 'recheck', 'examine') order by e.application_id, e.position desc`,
    [applicationIds],
  );
  const found = new Map(rows.map((row) => [row.id, row as LastDecision]));
  const none: LastDecision = { day: today, eligible: null, present: null, votesFor: null, lost: null };
  return new Map(applicationIds.map((id) => [id, found.get(id) ?? none]));
}
