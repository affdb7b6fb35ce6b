import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { CaseFacts, CasePolicy, MeetingFacts, NoticeFacts } from './case-facts.js';
import { CaseKinds, CaseStates, ENDS, isOpen, orderOf, RETURN_TARGETS, type CaseState } from './case-state.js';
import { decide, NotPossible, type Actor } from './decide.js';
import { TRANSITIONS, transitionsOf } from './lifecycle.js';
import { check, isMajority, NEEDS, quorumOf } from './needs.js';
import { nextSteps, stepsBetween } from './next-steps.js';

const TODAY = '2016-06-15' as PlainDate;
const policy: CasePolicy = {
  countyStep: true,
  quorum: { group: { numerator: 2, denominator: 3 }, assembly: { numerator: 2, denominator: 3 } },
  meetingEvidence: { group: ['signIn', 'photo', 'video'], assembly: ['signIn', 'photo', 'video'] },
  repeat: { most: 1, days: 10 },
};
const meeting: MeetingFacts = {
  id: 'm',
  heldOn: TODAY,
  eligible: 30,
  present: 24,
  votesFor: 20,
  votesAgainst: 4,
  abstained: 0,
  presentContent: true,
  hasMinutes: true,
  screeningReadOut: true,
  attached: ['signIn', 'photo', 'video'],
};
const notice: NoticeFacts = {
  id: 'n',
  postedOn: '2016-06-01' as PlainDate,
  lastDay: '2016-06-08' as PlainDate,
  firstProof: true,
  lastProof: true,
  openObjections: 0,
  upheldObjections: 0,
};
const facts = (state: CaseState, parts: Partial<CaseFacts> = {}): CaseFacts => ({
  kind: 'registration',
  state,
  enteredOn: '2016-06-01' as PlainDate,
  contentProblems: 0,
  registeredElsewhere: 0,
  inOtherCase: 0,
  householdFits: false,
  formSigned: true,
  attached: ['applicationForm', 'consent', 'identity'],
  screening: { state: 'present', id: 's', vetoes: 0, unknown: 0, strictOpen: 0 },
  meeting: null,
  notice: null,
  sample: null,
  objections: { open: 0, upheld: 0 },
  countyStep: null,
  makers: ['maker'],
  recheckers: [],
  ...parts,
});
const actor = (parts: Partial<Actor> = {}): Actor => ({ accountId: 'somebody', level: 'county', may: () => true, ...parts });

function missing(step: Parameters<typeof decide>[0], given: CaseFacts, who = actor({ level: 'township' }), on = TODAY): string[] {
  try {
    return [`→ ${decide(step, given, policy, on, who).to}`];
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error;
    return error.why === 'not-yet' ? error.missing.map(({ code }) => code) : [error.why];
  }
}

describe('the table of transitions', () => {
  it('leads from the draft to every state, and from every open state to an end', () => {
    const reach = (from: CaseState, direction: 'from' | 'to'): Set<CaseState> => {
      const seen = new Set<CaseState>([from]);
      for (let grown = -1; grown !== seen.size;) {
        grown = seen.size;
        for (const way of TRANSITIONS)
          if (direction === 'from' ? seen.has(way.from) : seen.has(way.to)) seen.add(direction === 'from' ? way.to : way.from);
      }
      return seen;
    };
    expect([...reach('draft', 'from')].sort()).toEqual([...CaseStates.codes].sort());
    for (const end of ENDS) expect([...reach(end, 'to')]).toContain('draft');
    const canComplete = reach('completed', 'to');
    for (const state of CaseStates.codes.filter(isOpen)) expect([state, canComplete.has(state)]).toEqual([state, true]);
  });

  it('skips nothing: a forward way goes to the next state, only the county’s may be passed over', () => {
    const forward = TRANSITIONS.filter((way) => !ENDS.includes(way.to as never) && orderOf(way.to) > orderOf(way.from));
    const jumps = forward.filter((way) => orderOf(way.to) !== orderOf(way.from) + 1);
    expect(jumps.map(({ step, from, to }) => [step, from, to])).toEqual([['announce', 'townshipChecked', 'announced']]);
    expect(TRANSITIONS.filter(({ to }) => to === 'completed').map(({ step, from }) => [step, from])).toEqual([['complete', 'announced']]);
  });

  it('never leaves an end, and goes back only with a reason, to a state that is earlier', () => {
    expect(TRANSITIONS.filter(({ from }) => !isOpen(from))).toEqual([]);
    for (const way of TRANSITIONS.filter(({ from, to }) => isOpen(to) && orderOf(to) < orderOf(from))) {
      expect([way.step, way.from, way.reason]).toEqual([way.step, way.from, 'needed']);
      if (way.step !== 'correct') expect(RETURN_TARGETS).toContain(way.to);
    }
  });

  it('is unambiguous: of one step from one state for one kind, outcome or goal tell the ways apart', () => {
    for (const kind of CaseKinds.codes)
      for (const state of CaseStates.codes)
        for (const step of new Set(TRANSITIONS.map((way) => way.step))) {
          const keys = transitionsOf(step, state, kind).map(({ outcome, to, needs }) => `${outcome ?? ''} ${to} ${needs.length}`);
          expect(new Set(keys).size).toBe(keys.length);
        }
  });

  it('lets nobody decide who made it: every way to a decision of township or county asks', () => {
    for (const way of TRANSITIONS.filter(({ step }) => ['recheck', 'examine', 'complete', 'reject'].includes(step)))
      expect([way.step, way.needs.includes('notMaker')]).toEqual([way.step, true]);
  });

  it('is signed wherever it decides', () => {
    const unsigned = TRANSITIONS.filter(({ signature }) => signature === 'none').map(({ step }) => step);
    expect([...new Set(unsigned)].sort()).toEqual(
      [
        ...['announce', 'closeGroupNotice', 'closeVillageNotice', 'correct', 'postGroupNotice', 'postVillageNotice', 'return'],
        ...['upholdObjection', 'withdraw'],
      ].sort(),
    );
  });

  it('leaves a case to no office below the one that has decided on it: neither its end nor what was judged', () => {
    const RANK = { clerk: 0, meeting: 0, poster: 0, township: 1, county: 2 } as const;
    const open = CaseStates.codes.filter((state) => isOpen(state) && state !== 'draft');
    for (const kind of CaseKinds.codes)
      for (const state of open) {
        const decided = orderOf(state) >= orderOf('townshipChecked') ? 2 : kind === 'registration' || state === 'applied' ? 0 : 1;
        for (const way of transitionsOf('correct', state, kind).filter(({ outcome }) => outcome === 'material'))
          expect([kind, state, RANK[way.office]]).toEqual([kind, state, decided]);
        const [withdrawal, ...others] = transitionsOf('withdraw', state, kind);
        expect(others).toEqual([]);
        if (kind === 'registration')
          expect([state, withdrawal?.signature, withdrawal?.needs]).toEqual([state, 'household', ['withdrawalRequest']]);
        else
          expect([state, withdrawal?.signature, withdrawal && RANK[withdrawal.office]]).toEqual([
            ...[state, 'official'],
            orderOf(state) >= orderOf('townshipChecked') ? 2 : 1,
          ]);
      }
  });

  it('names every need in both languages, whether it is met or not', () => {
    for (const name of Object.keys(NEEDS) as (keyof typeof NEEDS)[])
      for (const given of [facts('applied'), facts('announced', { notice, meeting, kind: 'removal' })])
        for (const { zh, en, code } of check([name], { facts: given, policy, today: TODAY })) {
          expect([code, zh.length > 3, en.length > 3]).toEqual([code, true, true]);
          expect(zh).toMatch(/\p{Script=Han}/u);
          expect(en).not.toMatch(/\p{Script=Han}/u);
        }
  });
});

describe('submitting', () => {
  it('waits for complete content, free persons and the papers', () => {
    expect(missing({ step: 'submit' }, facts('draft'))).toEqual(['→ applied']);
    expect(missing({ step: 'submit' }, facts('draft', { contentProblems: 2, registeredElsewhere: 1, attached: [] }))).toEqual([
      'content-complete',
      'persons-free',
      'consent',
      'identity-copies',
      'form-scan',
    ]);
  });

  it('of a removal asks for grounds and a household that stands in the register, and for no signature of the household', () => {
    expect(missing({ step: 'submit' }, facts('draft', { kind: 'removal', attached: [] }))).toEqual(['household-fits', 'grounds']);
    expect(transitionsOf('submit', 'draft', 'removal').map(({ signature }) => signature)).toEqual(['official']);
    expect(transitionsOf('submit', 'draft', 'registration').map(({ signature }) => signature)).toEqual(['household']);
  });
});

describe('meetings', () => {
  it.each([
    [30, 20],
    [31, 21],
    [3, 2],
    [1, 1],
  ])('two thirds of %i are %i', (eligible, least) => {
    expect(quorumOf(eligible, policy.quorum.group)).toBe(least);
  });

  it('half is no majority', () => {
    expect([isMajority({ votesFor: 12, present: 24 }), isMajority({ votesFor: 13, present: 24 })]).toEqual([false, true]);
  });

  it('pass or reject by their votes, and neither without quorum, minutes, evidence or a screening of the present content', () => {
    expect(missing({ step: 'appraise' }, facts('applied', { meeting }))).toEqual(['→ groupAppraised']);
    expect(missing({ step: 'appraise' }, facts('applied', { meeting: { ...meeting, votesFor: 12 } }))).toEqual(['→ rejected']);
    expect(missing({ step: 'appraise' }, facts('applied', { meeting: { ...meeting, present: 19, votesFor: 19 } }))).toEqual(['quorum']);
    expect(
      missing(
        { step: 'appraise' },
        facts('applied', { meeting: { ...meeting, hasMinutes: false, attached: ['photo'] }, screening: { state: 'stale' } }),
      ),
    ).toEqual(['screening-done', 'minutes', 'meeting-evidence']);
    expect(missing({ step: 'appraise' }, facts('applied'))).toEqual([
      'meeting-held',
      'meeting-content',
      'meeting-after',
      'quorum',
      'minutes',
      'meeting-evidence',
    ]);
  });

  it('held before the case came to this state, or about other content, do not count', () => {
    expect(missing({ step: 'appraise' }, facts('applied', { meeting, enteredOn: '2016-06-16' as PlainDate }))).toEqual(['meeting-after']);
    expect(missing({ step: 'appraise' }, facts('applied', { meeting: { ...meeting, presentContent: false } }))).toEqual([
      'meeting-content',
    ]);
  });

  it('a lost vote stands: it is repeated once, later, for a reason; one without quorum binds nobody', () => {
    const lost = { id: 'l', heldOn: '2016-06-02' as PlainDate, eligible: 30, present: 24, votesFor: 12 };
    const again = (parts: Partial<MeetingFacts>, lostVotes = [lost]): string[] =>
      missing({ step: 'appraise' }, facts('applied', { meeting: { ...meeting, ...parts }, lostVotes }));
    expect(again({})).toEqual(['repeat-allowed']);
    expect(again({ isRepeat: true })).toEqual(['→ groupAppraised']);
    expect(again({ isRepeat: true, votesFor: 12 })).toEqual(['→ rejected']);
    expect(again({ isRepeat: true, heldOn: '2016-06-11' as PlainDate })).toEqual(['repeat-allowed']);
    expect(again({ isRepeat: true, heldOn: '2016-06-12' as PlainDate })).toEqual(['→ groupAppraised']);
    expect(again({ isRepeat: true }, [lost, lost])).toEqual(['repeat-allowed']);
    expect(again({}, [{ ...lost, present: 19, votesFor: 3 }])).toEqual(['→ groupAppraised']);
    const neverSaid = { ...policy };
    delete neverSaid.repeat;
    const given = facts('applied', { meeting: { ...meeting, isRepeat: true }, lostVotes: [lost] });
    expect(() => decide({ step: 'appraise' }, given, neverSaid, TODAY)).toThrow(/repeat-allowed/);
  });

  it('of the representatives hear the results of the comparison', () => {
    expect(missing({ step: 'review' }, facts('groupNoticeClosed', { meeting: { ...meeting, screeningReadOut: false } }))).toEqual([
      'screening-read-out',
    ]);
  });
});

describe('notices', () => {
  const closing = (parts: Partial<NoticeFacts>, on = TODAY, objections = { open: 0, upheld: 0 }): string[] =>
    missing(
      { step: 'closeGroupNotice' },
      facts('groupNoticePosted', { notice: { ...notice, ...parts }, objections }),
      actor({ level: 'village' }),
      on,
    );

  it('are not over before the day after the last one', () => {
    expect(closing({}, '2016-06-08' as PlainDate)).toEqual(['notice-period']);
    expect(closing({}, '2016-06-09' as PlainDate)).toEqual(['→ groupNoticeClosed']);
  });

  it('wait for both proofs and every objection', () => {
    expect(closing({ firstProof: false, lastProof: false }, TODAY, { open: 1, upheld: 0 })).toEqual([
      'notice-first-proof',
      'notice-last-proof',
      'no-open-objection',
    ]);
    expect(closing({ upheldObjections: 1 })).toEqual(['no-upheld-objection']);
  });

  it('that came down are posted anew, those that hang are not', () => {
    const repost = (given: CaseFacts): string[] => missing({ step: 'postGroupNotice' }, given, actor({ level: 'village' }));
    expect(repost(facts('groupNoticePosted'))).toEqual(['→ groupNoticePosted']);
    expect(repost(facts('groupNoticePosted', { notice }))).toEqual(['notice-taken-down']);
    expect(missing({ step: 'closeGroupNotice' }, facts('groupNoticePosted'))).toHaveLength(4);
  });
});

describe('township and county', () => {
  const sample = { id: 'x', listed: 10, chosen: 2, visited: 2, visit: 'agrees' as const };
  const checked = facts('villageNoticeClosed', { sample });

  it('re-check by somebody else, after the visits, without unknown, veto or unanswered strict review', () => {
    expect(missing({ step: 'recheck' }, checked)).toEqual(['→ townshipChecked']);
    expect(missing({ step: 'recheck' }, checked, actor({ level: 'township', accountId: 'maker' }))).toEqual(['not-maker']);
    expect(missing({ step: 'recheck' }, { ...checked, sample: { ...sample, visited: 1, visit: 'waiting' } })).toEqual([
      'sample-visited',
      'visit-agrees',
    ]);
    for (const found of [{ vetoes: 1 }, { unknown: 1 }, { strictOpen: 1 }])
      expect(
        missing(
          { step: 'recheck' },
          { ...checked, screening: { state: 'present', id: 's', vetoes: 0, unknown: 0, strictOpen: 0, ...found } },
        ),
      ).toEqual(['screening-clear']);
  });

  it('says by name which rules stand against it; an event of before, that has numbers only, still reads', () => {
    const titles = {
      vetoes: [{ zh: '拥有机动车', en: 'Owns a car' }],
      unknown: [],
      strictOpen: [{ zh: '村干部亲属', en: 'Kin of cadres' }],
    };
    const present = { state: 'present' as const, id: 's', vetoes: 1, unknown: 0, strictOpen: 1 };
    const textOf = (screening: CaseFacts['screening']): string =>
      JSON.stringify(nextSteps({ ...checked, screening }, policy, TODAY, actor({ level: 'township' })));
    expect(textOf({ ...present, titles })).toContain('1 项一票否决（拥有机动车），1 项从严审核未说明（村干部亲属）');
    expect(textOf({ ...present, titles })).toContain('1 vetoes (owns a car), 1 strict reviews unanswered (kin of cadres)');
    expect(textOf(present)).toContain('1 项一票否决，1 项从严审核未说明');
  });

  it('a removal goes on in spite of its vetoes: they are its ground', () => {
    const removal: CaseFacts = {
      ...checked,
      kind: 'removal',
      screening: { state: 'present', id: 's', vetoes: 2, unknown: 0, strictOpen: 0 },
    };
    expect(missing({ step: 'recheck' }, removal)).toEqual(['→ townshipChecked']);
  });

  it('a visit that deviates can only be answered by a return or a rejection', () => {
    const deviates = { ...checked, sample: { ...sample, visit: 'deviates' as const } };
    expect(missing({ step: 'recheck' }, deviates)).toEqual(['visit-agrees']);
    expect(missing({ step: 'return', to: 'applied' }, deviates)).toEqual(['→ applied']);
    expect(missing({ step: 'reject' }, deviates)).toEqual(['→ rejected']);
  });

  it('the county examines where the policy of the township’s day says so, and who re-checked does not', () => {
    const withCounty = facts('townshipChecked', { sample, countyStep: true, recheckers: ['rechecker'] });
    expect(missing({ step: 'examine' }, withCounty, actor())).toEqual(['→ countyExamined']);
    expect(missing({ step: 'examine' }, withCounty, actor({ accountId: 'rechecker' }))).toEqual(['not-rechecker']);
    expect(missing({ step: 'announce' }, withCounty)).toEqual(['county-step-off']);
    const without = { ...withCounty, countyStep: false };
    expect(missing({ step: 'examine' }, without, actor())).toEqual(['county-step-on']);
    expect(missing({ step: 'announce' }, without)).toEqual(['→ announced']);
  });

  it('who samples is who decides: the township for its re-check, the county for its examination', () => {
    const question = (state: CaseState) => ({ facts: facts(state), policy, today: TODAY });
    for (const [state, by] of [
      ['villageNoticeClosed', 'township'],
      ['townshipChecked', 'county'],
    ] as const)
      expect(check(['sampleDrawn', 'sampleVisited', 'visitAgrees'], question(state)).map((need) => need.by)).toEqual([by, by, by]);
  });

  it('a village does not re-check, a township does not examine, whatever their permissions', () => {
    expect(missing({ step: 'recheck' }, checked, actor({ level: 'village' }))).toEqual(['not-your-office']);
    expect(missing({ step: 'examine' }, facts('townshipChecked', { sample, countyStep: true }), actor({ level: 'township' }))).toEqual([
      'not-your-office',
    ]);
    expect(
      missing({ step: 'recheck' }, checked, actor({ level: 'township', may: (permission) => permission !== 'application.recheck' })),
    ).toEqual(['not-your-office']);
  });

  it('a return names an earlier state and nothing else', () => {
    expect(missing({ step: 'return', to: 'groupNoticeClosed' }, checked)).toEqual(['→ groupNoticeClosed']);
    expect(missing({ step: 'return', to: 'townshipChecked' }, checked)).toEqual(['no-such-way']);
    expect(missing({ step: 'return' }, checked)).toEqual(['no-such-way']);
  });
});

describe('completing', () => {
  it('registers nobody whose announcement is not over, proven and unopposed, or who was registered meanwhile', () => {
    const over = facts('announced', { notice });
    expect(missing({ step: 'complete' }, over)).toEqual(['→ completed']);
    expect(missing({ step: 'complete' }, over, actor({ level: 'township' }), '2016-06-08' as PlainDate)).toEqual(['notice-period']);
    expect(missing({ step: 'complete' }, { ...over, objections: { open: 1, upheld: 0 } })).toEqual(['no-open-objection']);
    expect(missing({ step: 'complete' }, { ...over, registeredElsewhere: 1 })).toEqual(['persons-free']);
    expect(missing({ step: 'complete' }, { ...over, formSigned: false })).toEqual(['form-signed']);
  });
});

describe('what is needed next', () => {
  it('says the same as the decision: possible exactly when nothing but the person is missing', () => {
    for (const state of CaseStates.codes.filter(isOpen))
      for (const given of [
        facts(state),
        facts(state, { notice, meeting, sample: { id: 'x', listed: 1, chosen: 0, visited: 0, visit: 'not-chosen' } }),
      ])
        for (const next of nextSteps(given, policy, TODAY, actor({ level: 'township' }))) {
          const command = { step: next.step, to: next.to[0] as CaseState, outcome: 'material' as const };
          const answer = missing(command, given, actor({ level: 'township' }));
          const decided = answer[0]?.startsWith('→') ?? false;
          if (next.limitedTo === 'contact') {
            expect([state, next.step, answer, next.mayDo]).toEqual([state, 'correct', ['not-your-office'], true]);
            continue;
          }
          if (answer[0] === 'not-your-office') expect([next.step, next.mayDo]).toEqual([next.step, false]);
          else if (!['appraise', 'review'].includes(next.step))
            expect([state, next.step, next.possible]).toEqual([state, next.step, decided]);
        }
  });

  it('shows the county’s step or the announcement, not both, and no second posting while one hangs', () => {
    const steps = (given: CaseFacts): string[] => nextSteps(given, policy, TODAY, actor()).map(({ step }) => step);
    expect(steps(facts('townshipChecked', { countyStep: true }))).not.toContain('announce');
    expect(steps(facts('townshipChecked', { countyStep: false }))).not.toContain('examine');
    expect(steps(facts('groupNoticePosted', { notice }))).not.toContain('postGroupNotice');
    expect(steps(facts('applied'))).not.toContain('signForm');
  });

  it('after a correction names the steps to repeat, in order', () => {
    expect(stepsBetween('applied', 'applied')).toEqual([]);
    expect(stepsBetween('applied', 'villageNoticePosted')).toEqual([
      'appraise',
      'postGroupNotice',
      'closeGroupNotice',
      'review',
      'postVillageNotice',
    ]);
  });
});
