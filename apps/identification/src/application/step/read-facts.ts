import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Attachments, type AttachmentRef } from '@jingzhun/evidence';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, run } from '@jingzhun/persistence';
import { Screening } from '../../screening/screening.js';
import { screeningBlocks, type ScreeningBlock, type ScreeningState } from '../../screening/screening-state.js';
import type { ApplicationEntity } from '../case/application.entity.js';
import type {
  CaseAttachmentRole,
  CaseFacts,
  LostVote,
  MeetingAttachmentRole,
  MeetingFacts,
  SampleFacts,
  ScreeningFacts,
} from '../lifecycle/case-facts.js';
import { MAKERS_OF_CASE } from '../case/makers-of-case.sql.js';
import { NOTICE_OF_STATE, POSTING } from '../lifecycle/lifecycle.js';
import { lostVotesOf } from '../meeting/lost-votes.sql.js';
import { ASSEMBLY_BASES, GROUP_BASES } from '../roll/basis.js';
import { statedNumbers } from '../roll/roll-in-force.js';
import { CaseNotices } from '../notice/case-notices.js';

/** The facts, and what of them a signature covers besides. */
export interface ReadFacts {
  facts: CaseFacts;
  screening: ScreeningState | undefined;
  /** Digest of the minutes the votes were taken in. */
  minutesDigest: string | null;
  caseAttachments: AttachmentRef[];
  /** What each of them is. */
  roleOf: ReadonlyMap<string, string>;
  meetingAttachments: AttachmentRef[];
  /** Position of the last step; 0 for a draft. */
  position: number;
}

interface BaseRow {
  registered: number;
  elsewhere: number;
  fits: boolean;
  makers: string[];
  recheckers: string[];
  position: number;
  entered: number;
  notice_id: string | null;
  objections: CaseFacts['objections'];
}

/** What the database knows about a case, as the rules ask for it. Always inside the transaction of the question. */
@Injectable()
export class CaseFactsReader {
  constructor(
    @Inject(Attachments) private readonly attachments: Attachments,
    @Inject(CaseNotices) private readonly notices: CaseNotices,
    @Inject(Screening) private readonly screening: Screening,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async read(em: EntityManager, application: ApplicationEntity): Promise<ReadFacts> {
    const base = await readBase(em, application);
    const screening = await this.screening.ofApplication(em, application.id);
    const own = await this.attached(em, 'application', application.id);
    const meeting = await readMeeting(em, application);
    const meetingOwn = meeting ? await this.attached(em, 'meeting', meeting.id) : NOTHING_ATTACHED;
    const { kind, state } = application;
    return {
      screening,
      minutesDigest: meeting?.minutesDigest ?? null,
      caseAttachments: own.refs,
      roleOf: own.roleOf,
      meetingAttachments: meetingOwn.refs,
      position: base.position,
      facts: {
        kind,
        state,
        enteredOn: plainDateInShanghai(application.stateSince),
        contentProblems: application.contentProblems,
        registeredElsewhere: base.registered,
        inOtherCase: base.elsewhere,
        householdFits: base.fits,
        formSigned: Boolean(application.formSignatureId),
        byObjection: application.source === 'objection',
        attached: rolesIn(own) as CaseAttachmentRole[],
        screening: screeningFacts(screening, application.judgedDigest),
        meeting: meeting && { ...meeting.facts, attached: rolesIn(meetingOwn) as MeetingAttachmentRole[] },
        ...(meeting ? {} : await this.roll(em, application)),
        lostVotes: meeting?.lostBefore ?? [],
        notice: base.notice_id && state in NOTICE_OF_STATE ? await this.notices.facts(em, base.notice_id) : null,
        objections: base.objections,
        sample: await readSample(em, application.id, base.entered),
        countyStep: application.countyStep ?? null,
        makers: base.makers,
        recheckers: base.recheckers,
      },
    };
  }

  /** What is asked of a case that waits for a meeting, and of no other. */
  private async roll(
    em: EntityManager,
    { state, villageCode, groupName }: ApplicationEntity,
  ): Promise<Pick<CaseFacts, 'rollInForce' | 'rollStates'>> {
    const bases = state === 'applied' ? GROUP_BASES : state === 'groupNoticeClosed' ? ASSEMBLY_BASES : undefined;
    if (!bases) return {};
    const on = plainDateInShanghai(this.clock.now());
    const rollStates = await statedNumbers(em, { villageCode, groupName, bases, on });
    return { rollInForce: rollStates.length > 0, rollStates };
  }

  private async attached(em: EntityManager, type: string, id: string): Promise<Attached> {
    const refs = await this.attachments.of(em, { type, id });
    if (refs.length === 0) return NOTHING_ATTACHED;
    const rows = await run<{ id: string; role: string }>(
      em,
      'select attachment_id as id, role from application_attachment where attachment_id = any($1::uuid[])',
      [refs.map((ref) => ref.id)],
    );
    return { refs, roleOf: new Map(rows.map(({ id: paper, role }) => [paper, role])) };
  }
}

interface Attached {
  refs: AttachmentRef[];
  roleOf: ReadonlyMap<string, string>;
}

const NOTHING_ATTACHED: Attached = { refs: [], roleOf: new Map() };
const rolesIn = ({ roleOf }: Attached): string[] => [...new Set(roleOf.values())].sort();

async function readBase(em: EntityManager, application: ApplicationEntity): Promise<BaseRow> {
  const [row] = await run<BaseRow>(
    em,
    `select coalesce(taken.registered, 0)::int as registered, coalesce(taken.elsewhere, 0)::int as elsewhere,
       coalesce(h.status in ('registered', 'returned') and (a.kind <> 'categoryChange' or h.category is distinct from a.category), false) as fits,
       ${MAKERS_OF_CASE} as makers,
       to_jsonb(array(select distinct e.actor_id from application_event e where e.application_id = a.id and e.step = 'recheck')) as recheckers,
       coalesce((select max(e.position) from application_event e where e.application_id = a.id), 0)::int as position,
       coalesce((select max(e.version) from application_event e where e.application_id = a.id and e.to_state = a.state and e.from_state <> e.to_state), 0)::int as entered,
       (select jsonb_build_object('open', coalesce(sum(n.objections_open), 0), 'upheld', coalesce(sum(n.objections_upheld), 0))
        from notice n where n.subject_type = 'application' and n.subject_id = a.id) as objections,
       (select e.notice_id from application_event e where e.application_id = a.id and e.step = any($2::text[]) order by e.position desc limit 1) as notice_id
     from application a left join household h on h.id = a.household_id and a.kind <> 'registration'
     left join lateral (
       select count(r.household_id) as registered, count(o.application_id) as elsewhere
       from application_person p left join lateral registration_of(p.id_index) r on true
       left join lateral running_application_of(p.id_index) o on o.application_id <> p.application_id
       where p.application_id = a.id and a.open) taken on true
     where a.id = $1::uuid`,
    [application.id, POSTING],
  );
  if (!row) throw new Error('a locked case is gone');
  return row;
}

interface ReadMeeting {
  id: string;
  minutesDigest: string | null;
  facts: Omit<MeetingFacts, 'attached'>;
  lostBefore: LostVote[];
}

/** The newest meeting on the case, and the votes it lost before, since it stands where it stands. */
async function readMeeting(em: EntityManager, application: ApplicationEntity): Promise<ReadMeeting | null> {
  const { id, state, judgedDigest } = application;
  const kind = state === 'applied' ? 'group' : state === 'groupNoticeClosed' ? 'assembly' : undefined;
  if (!kind) return null;
  const [row] = await run<Omit<MeetingFacts, 'attached'> & { minutesDigest: string | null }>(
    em,
    `select m.id, m.held_on::text as "heldOn", m.eligible, m.present, v.votes_for as "votesFor", v.votes_against as "votesAgainst", v.abstained,
       v.judged_digest = $3::text as "presentContent", m.minutes_digest as "minutesDigest", m.screening_read_out as "screeningReadOut",
       m.repeat_reason is not null as "isRepeat"
     from meeting_vote v join meeting m on m.id = v.meeting_id
     where v.application_id = $1::uuid and v.used_by_version is null and m.kind = $2::text order by m.recorded_at desc, m.id desc limit 1`,
    [id, kind, judgedDigest],
  );
  if (!row) return null;
  const { minutesDigest, ...facts } = row;
  const lostBefore = (await lostVotesOf(em, [id], kind, row.id)).map(({ applicationId: _, ...lost }) => lost);
  return { id: row.id, minutesDigest, facts: { ...facts, hasMinutes: minutesDigest !== null }, lostBefore };
}

async function readSample(em: EntityManager, applicationId: string, entered: number): Promise<SampleFacts | null> {
  const [row] = await run<{ id: string; listed: number; chosen: number; visited: number; own: boolean; agrees: boolean | null }>(
    em,
    `select c.sample_id as id, p.listed, p.chosen, p.visited, o.selected as own, v.agrees
     from sample_case c cross join lateral sample_progress(c.sample_id) p
     join lateral sample_selection(c.sample_id) o on o.application_id = c.application_id
     left join visit v on v.sample_id = c.sample_id and v.application_id = c.application_id
     where c.application_id = $1::uuid and c.since_version = $2::int`,
    [applicationId, entered],
  );
  if (!row) return null;
  const { own, agrees, ...counts } = row;
  const visited = agrees === null ? 'waiting' : agrees ? 'agrees' : 'deviates';
  return { ...counts, visit: own ? visited : 'not-chosen' };
}

function screeningFacts(state: ScreeningState | undefined, digest: string): ScreeningFacts {
  if (!state) return { state: 'none' };
  const blocks = screeningBlocks(state, digest, 'townshipRecheck');
  if (blocks.some(({ code }) => code === 'screening.outdated')) return { state: 'stale' };
  const titlesOf = (code: ScreeningBlock['code']): ScreeningBlock['titles'] => blocks.find((block) => block.code === code)?.titles ?? [];
  const titles = {
    vetoes: titlesOf('screening.veto'),
    unknown: titlesOf('screening.unknown'),
    strictOpen: titlesOf('screening.strict-unanswered'),
  };
  return {
    state: 'present',
    id: state.screeningId,
    ...{ vetoes: titles.vetoes.length, unknown: titles.unknown.length, strictOpen: titles.strictOpen.length },
    titles,
    judgedOn: state.judgedOn,
  };
}
