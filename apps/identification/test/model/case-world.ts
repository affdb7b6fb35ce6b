import { addDays, plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { closingBlockedBy, noticePeriod, type DayKind } from '@jingzhun/notices';
import { loadWorkingDays } from '@jingzhun/policy';
import type { CaseFacts, CasePolicy, LostVote, MeetingFacts } from '../../src/application/lifecycle/case-facts.js';
import {
  isOpen,
  orderOf,
  RETURN_TARGETS,
  type CaseKind,
  type CaseState,
  type CaseStep,
} from '../../src/application/lifecycle/case-state.js';
import { decide, NotPossible, type Actor, type Command } from '../../src/application/lifecycle/decide.js';
import { isMajority } from '../../src/application/lifecycle/needs.js';
import { MAKING, POSTING, type Transition } from '../../src/application/lifecycle/lifecycle.js';

const CALENDAR = loadWorkingDays();
const DAY = 86_400_000;

/** What the office of a case decides by, before anything happens. */
export interface Circumstances {
  kind: CaseKind;
  countyStep: boolean;
  days: number;
  dayKind: DayKind;
}

interface Notice {
  id: string;
  postedOn: PlainDate;
  firstDay: PlainDate;
  lastDay: PlainDate;
  dayKind: DayKind;
  proofs: ('first' | 'last')[];
  open: number;
  upheld: number;
  down: boolean;
}

/** One step as a real case keeps it. */
export interface Taken {
  /** The row of the table of transitions. */
  way: Transition;
  step: CaseStep;
  from: CaseState;
  to: CaseState;
  on: PlainDate;
  by: string;
  inputs: string;
  notice: Notice | null;
  /** Objections that were open at that moment, to any notice of the case. */
  open: number;
}

const person = (n: number, level: Actor['level']): Actor => ({ accountId: `${level}-${n}`, level, may: () => true });

/** A case in memory: what a village, a township, a county and the neighbours can do to it, while time passes. */
export class CaseWorld {
  state: CaseState = 'draft';
  now = new Date('2015-03-02T01:00:00Z');
  readonly history: Taken[] = [];
  readonly policy: CasePolicy;
  refusals = 0;
  private enteredAt = this.now;
  private content = 1;
  private signedContent = 0;
  private screenedContent = 0;
  private problems = 1;
  private taken = 0;
  private verdict = { vetoes: 0, unknown: 0, strictOpen: 0 };
  private attached = new Set<CaseFacts['attached'][number]>();
  private meeting: (MeetingFacts & { content: number; kind: CaseState }) | null = null;
  private lostVotes: LostVote[] = [];
  private notice: Notice | null = null;
  private sample: { since: number; chosen: boolean; visit: 'waiting' | 'agrees' | 'deviates' } | null = null;
  private countyStep: boolean | null = null;
  private entered = 0;
  /** Objections on paper to notices that are closed already. */
  private lateOpen = 0;
  private upheldNow = 0;

  constructor(readonly given: Circumstances) {
    this.policy = {
      countyStep: given.countyStep,
      quorum: { group: { numerator: 2, denominator: 3 }, assembly: { numerator: 2, denominator: 3 } },
      meetingEvidence: { group: ['signIn', 'photo', 'video'], assembly: ['signIn', 'photo'] },
      repeat: { most: 1, days: 10 },
    };
  }

  get today(): PlainDate {
    return plainDateInShanghai(this.now);
  }

  pass(days: number): void {
    this.now = new Date(this.now.getTime() + days * DAY);
  }

  facts(): CaseFacts {
    const { notice } = this;
    const missing =
      notice && !notice.down
        ? closingBlockedBy({ state: 'posted', period: notice, proofs: notice.proofs, openObjections: notice.open }, this.now, CALENDAR)
        : [];
    const lacks = (code: string): boolean => missing.some((line) => line.code === code);
    const onBoard = ['groupNoticePosted', 'villageNoticePosted', 'announced'].includes(this.state);
    return {
      kind: this.given.kind,
      state: this.state,
      enteredOn: plainDateInShanghai(this.enteredAt),
      contentProblems: this.problems,
      registeredElsewhere: this.taken,
      inOtherCase: 0,
      householdFits: this.taken === 0,
      formSigned: this.signedContent === this.content,
      attached: [...this.attached],
      screening:
        this.screenedContent === 0
          ? { state: 'none' }
          : this.screenedContent === this.content
            ? { state: 'present', id: 's', ...this.verdict }
            : { state: 'stale' },
      meeting:
        this.meeting && this.meeting.kind === this.state
          ? { ...this.meeting, presentContent: this.meeting.content === this.content }
          : null,
      lostVotes: [...this.lostVotes],
      notice:
        onBoard && notice && !notice.down
          ? {
              id: notice.id,
              postedOn: notice.postedOn,
              lastDay: notice.lastDay,
              firstProof: !lacks('proof-first'),
              lastProof: !lacks('proof-last'),
              openObjections: notice.open,
              upheldObjections: notice.upheld,
            }
          : null,
      sample:
        this.sample?.since === this.entered
          ? {
              id: 'x',
              listed: 5,
              chosen: this.sample.chosen ? 1 : 0,
              visited: this.sample.chosen && this.sample.visit !== 'waiting' ? 1 : 0,
              visit: this.sample.chosen ? this.sample.visit : 'not-chosen',
            }
          : null,
      objections: { open: (notice?.open ?? 0) + this.lateOpen, upheld: this.upheldNow },
      countyStep: this.countyStep,
      makers: [...new Set(this.history.filter(({ step }) => MAKING.includes(step)).map(({ by }) => by))],
      recheckers: [...new Set(this.history.filter(({ step }) => step === 'recheck').map(({ by }) => by))],
    };
  }

  /** @returns the way that was taken, or why not */
  attempt(command: Command, by: Actor): Transition | NotPossible {
    const facts = this.facts();
    try {
      const way = decide(command, facts, this.policy, this.today, by);
      this.take(command, way, facts, by);
      return way;
    } catch (error) {
      if (!(error instanceof NotPossible)) throw error;
      this.refusals += 1;
      return error;
    }
  }

  private take(command: Command, way: Transition, facts: CaseFacts, by: Actor): void {
    const { from, to, step } = way;
    const onBoard = facts.notice ? this.notice : null;
    this.history.push({
      way,
      step,
      from,
      to,
      on: this.today,
      by: by.accountId,
      inputs: JSON.stringify({ command, facts, policy: this.policy, today: this.today, level: by.level, accountId: by.accountId }),
      notice: onBoard && { ...onBoard, proofs: [...onBoard.proofs] },
      open: facts.objections.open,
    });
    if (step === 'submit' || step === 'signForm') this.signedContent = this.content;
    if (step === 'submit') this.screenedContent = this.content;
    if (step === 'correct') this.rewrite(command.outcome === 'material');
    if (step === 'appraise' || step === 'review') this.meeting = null;
    if (step === 'recheck') this.countyStep = this.policy.countyStep;
    if (RETURN_TARGETS.includes(to as never) && (step === 'return' || step === 'upholdObjection' || step === 'correct'))
      this.countyStep = to === 'townshipChecked' ? this.countyStep : null;
    if (onBoard && from !== to && !['closeGroupNotice', 'closeVillageNotice', 'complete'].includes(step)) onBoard.down = true;
    if (POSTING.includes(step)) this.post();
    if (from !== to) {
      this.lostVotes = [];
      this.meeting = null;
      this.entered = this.history.length;
      this.enteredAt = this.now;
    }
    this.state = to;
  }

  private rewrite(material: boolean): void {
    const before = this.content;
    this.content += 1;
    // contact data are no part of what was judged and screened
    if (!material && this.screenedContent === before) this.screenedContent = this.content;
    if (material) this.screenedContent = this.content;
    if (this.meeting && !material) this.meeting.content = this.content;
  }

  private post(): void {
    const period = noticePeriod(this.now, this.given.days, this.given.dayKind, CALENDAR);
    this.notice = { id: `n${this.history.length}`, ...period, dayKind: this.given.dayKind, proofs: [], open: 0, upheld: 0, down: false };
  }

  /** Something that is no step of the case: papers, meetings, photos, objections, visits, the registers. */
  happen(what: string, n: number): void {
    const { notice } = this;
    switch (what) {
      case 'complete-content':
        this.problems = n % 5 === 0 ? 1 : 0;
        return;
      case 'papers':
        for (const role of ['applicationForm', 'consent', 'identity', 'grounds', 'withdrawalRequest'] as const)
          if (n % 7 !== role.length % 7) this.attached.add(role);
        return;
      case 'meeting':
        this.hold(n);
        return;
      case 'verdict':
        this.verdict = { vetoes: n % 9 === 0 ? 1 : 0, unknown: n % 11 === 0 ? 1 : 0, strictOpen: n % 13 === 0 ? 1 : 0 };
        return;
      case 'register':
        this.taken = n % 17 === 0 ? 1 : 0;
        return;
      case 'photo':
        if (notice && !notice.down) {
          if (n % 3 !== 0) notice.proofs.push('first');
          if (n % 3 !== 1) notice.proofs.push('last');
        }
        return;
      case 'object':
        if (notice && !notice.down && this.today <= notice.lastDay && n % 3 === 0) notice.open += 1;
        else if (notice && n % 5 === 0) this.lateOpen += 1;
        return;
      case 'dismiss':
        if (notice) notice.open = Math.max(0, notice.open - 1);
        this.lateOpen = Math.max(0, this.lateOpen - 1);
        return;
      case 'uphold':
        this.uphold(n);
        return;
      case 'take-down':
        if (notice && n % 4 === 0) notice.down = true;
        return;
      case 'sample':
        if (this.state === 'villageNoticeClosed' || (this.state === 'townshipChecked' && this.countyStep))
          if (this.sample?.since !== this.entered) this.sample = { since: this.entered, chosen: n % 2 === 0, visit: 'waiting' };
        return;
      case 'visit':
        if (this.sample?.chosen && this.sample.visit === 'waiting') this.sample.visit = n % 6 === 0 ? 'deviates' : 'agrees';
        return;
      default:
        throw new Error(`nothing called ${what} happens`);
    }
  }

  private hold(n: number): void {
    if (this.state !== 'applied' && this.state !== 'groupNoticeClosed') return;
    const { meeting: before } = this;
    if (before?.kind === this.state && !isMajority(before)) this.lostVotes.push({ ...before });
    const eligible = 10 + (n % 30);
    const present = n % 4 === 0 ? Math.floor(eligible / 2) : eligible;
    const votesFor = n % 5 === 0 ? Math.floor(present / 3) : present;
    this.meeting = {
      id: 'm',
      kind: this.state,
      content: this.content,
      heldOn: n % 9 === 0 ? addDays(this.today, -30) : this.today,
      eligible,
      present,
      votesFor,
      votesAgainst: present - votesFor,
      abstained: 0,
      presentContent: true,
      hasMinutes: n % 10 !== 0,
      screeningReadOut: n % 8 !== 0,
      isRepeat: this.lostVotes.length > 0 && n % 3 !== 0,
      attached: n % 12 === 0 ? ['photo'] : ['signIn', 'photo', 'video'],
    };
  }

  private uphold(n: number): void {
    const { notice } = this;
    const running = notice && !notice.down && notice.open > 0 ? notice : null;
    if (!isOpen(this.state) || (!running && this.lateOpen === 0)) return;
    const goals = [...RETURN_TARGETS.filter((target) => orderOf(target) < orderOf(this.state)), 'rejected' as const];
    const to = goals[n % goals.length] as CaseState;
    if (running) running.open -= 1;
    else this.lateOpen -= 1;
    this.upheldNow = 1;
    // the decision and its consequence are one transaction
    const way = this.attempt({ step: 'upholdObjection', to }, person(9, 'county'));
    if (way instanceof NotPossible) throw way;
    this.upheldNow = 0;
  }

  static readonly person = person;
}
