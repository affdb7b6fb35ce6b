import type { PlainDate } from '@jingzhun/domain/plain-date';
import { actor, facts, meeting, missing, notice, policy, TODAY } from '../../../test/case-examples.js';
import type { CaseFacts, MeetingFacts, NoticeFacts } from './case-facts.js';
import type { CaseState } from './case-state.js';
import { decide } from './decide.js';
import { transitionsOf } from './lifecycle.js';
import { check, isMajority, quorumOf } from './needs.js';
import { nextSteps } from './next-steps.js';

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
