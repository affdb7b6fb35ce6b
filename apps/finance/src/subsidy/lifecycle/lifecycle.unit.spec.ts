import { SUBSIDY_WAYS_WITH_RESTS } from '../../migrations/subsidy-ways-of-20261128.js';
import { SUBSIDY_STATES_NOW } from '../../migrations/subsidy-ways-of-20261207.js';
import { decide, nextSteps, NotPossible, type Actor } from './decide.js';
import { OFFICES, TRANSITIONS } from './lifecycle.js';
import type { SubsidyFacts } from './subsidy-facts.js';
import { ENDED, SubsidyStates, type SubsidyState, type SubsidyStep } from './subsidy-state.js';

const TODAY = '2016-06-26' as never;
const everybody: Actor = { accountId: 'somebody', level: 'county', may: () => true };
const facts = (parts: Partial<SubsidyFacts> = {}): SubsidyFacts => ({
  state: 'noticeClosed',
  makers: ['maker'],
  checkers: [
    { step: 'check', accountId: 'checker' },
    { step: 'measure', accountId: 'first' },
    { step: 'accept', accountId: 'second' },
    { step: 'grant', accountId: 'bureau' },
  ],
  enterers: ['formerMaker'],
  household: { status: 'registered', category: 'general' },
  categories: ['general', 'livingAllowance'],
  required: [{ code: 'land', nameZh: '土地证明', nameEn: 'land', at: 'application', atLeast: 1 }],
  evidence: { land: 1 },
  measuredBy: 'first',
  demandedBy: null,
  scheme: { recordedBy: 'schemeMaker', nameZh: '2015年产业奖补', nameEn: 'reward subsidies of 2015' },
  amountFen: 100,
  notice: { state: 'closed', lastDay: '2016-06-25' as never, open: 0, upheld: 0 },
  ...parts,
});
const why = (step: SubsidyStep, parts: Partial<SubsidyFacts>, actor: Partial<Actor> = {}): string[] => {
  try {
    return [decide({ step }, facts(parts), TODAY, { ...everybody, ...actor }).to];
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error;
    return [error.why, ...error.missing.map(({ code }) => code)];
  }
};

describe('the way of a subsidy', () => {
  it('is the one the database knows', () => {
    const key = (way: readonly string[]): string => way.join(' ');
    const code = TRANSITIONS.map(({ step, from, to }) => key([step, from, to]));
    expect([...new Set(code)].toSorted()).toEqual(
      SUBSIDY_WAYS_WITH_RESTS.map(key)
        .filter((way) => !way.startsWith('apply'))
        .toSorted(),
    );
    expect(SubsidyStates.codes).toEqual(SUBSIDY_STATES_NOW);
  });

  it('leads to an end from everywhere, and out of an end nowhere', () => {
    const reaches = (from: SubsidyState, seen = new Set<SubsidyState>()): Set<SubsidyState> => {
      for (const { to } of TRANSITIONS.filter((way) => way.from === from)) if (!seen.has(to)) reaches(to, seen.add(to));
      return seen;
    };
    for (const state of SubsidyStates.codes)
      if ((ENDED as readonly string[]).includes(state)) expect(TRANSITIONS.filter(({ from }) => from === state)).toEqual([]);
      else
        expect([...reaches(state)].filter((one) => one === 'paid' || (ENDED as readonly string[]).includes(one)).length).toBeGreaterThan(0);
  });

  it('reaches an approval only by way of a closed notice', () => {
    expect(TRANSITIONS.filter(({ to, office }) => to === 'approved' && office !== 'system')).toMatchObject([
      { from: 'noticeClosed', needs: expect.arrayContaining(['noticePeriodOver', 'noOpenObjection', 'noUpheldObjection', 'notInvolved']) },
    ]);
    expect(TRANSITIONS.filter(({ to }) => to === 'noticeClosed').map(({ from }) => from)).toEqual(['noticePosted']);
  });

  it.each<[string, SubsidyStep, Partial<SubsidyFacts>, Partial<Actor>, string[]]>([
    ['approved by who took no part', 'approve', {}, {}, ['approved']],
    ['not by the maker', 'approve', {}, { accountId: 'maker' }, ['not-yet', 'not-involved']],
    ['not by who recorded the scheme', 'approve', {}, { accountId: 'schemeMaker' }, ['not-yet', 'not-scheme-maker']],
    ['not by who entered it before it was corrected', 'approve', {}, { accountId: 'formerMaker' }, ['not-yet', 'not-involved']],
    ...(['checker', 'first', 'second', 'bureau'] as const).map(
      (accountId) => [`not by the ${accountId}`, 'approve', {}, { accountId }, ['not-yet', 'not-involved']] as never,
    ),
    [
      'not on the last day of the notice',
      'approve',
      { notice: { state: 'closed', lastDay: TODAY, open: 0, upheld: 0 } },
      {},
      ['not-yet', 'notice-period-over'],
    ],
    [
      'not with an open objection',
      'approve',
      { notice: { state: 'closed', lastDay: '2016-06-25' as never, open: 1, upheld: 0 } },
      {},
      ['not-yet', 'no-open-objection'],
    ],
    [
      'not after an upheld one',
      'approve',
      { notice: { state: 'closed', lastDay: '2016-06-25' as never, open: 0, upheld: 1 } },
      {},
      ['not-yet', 'no-upheld-objection'],
    ],
    [
      'not without a notice',
      'approve',
      { notice: null },
      {},
      ['not-yet', 'notice-period-over', 'no-open-objection', 'no-upheld-objection'],
    ],
    [
      'not for a household that was removed',
      'approve',
      { household: { status: 'cleanedOut', category: 'general' } },
      {},
      ['not-yet', 'household-stands'],
    ],
    [
      'nor for one that nobody is left of',
      'approve',
      { household: { status: 'naturalReduction', category: 'general' } },
      {},
      ['not-yet', 'household-stands'],
    ],
    ['for one that has left poverty', 'approve', { household: { status: 'exited', category: 'general' } }, {}, ['approved']],
    ['what is approved stands', 'reject', { state: 'approved' }, {}, ['not-yet', 'may-not-be-paid']],
    [
      'unless the household has left the register',
      'reject',
      { state: 'approved', household: { status: 'cleanedOut', category: 'general' } },
      {},
      ['rejected'],
    ],
    [
      'or an objection was upheld',
      'reject',
      { state: 'approved', notice: { state: 'closed', lastDay: '2016-06-25' as never, open: 0, upheld: 1 } },
      {},
      ['rejected'],
    ],
    ['not by the township', 'approve', {}, { level: 'township' }, ['not-your-office']],
    ['not by who may not', 'approve', {}, { may: (permission) => permission !== 'subsidy.approve' }, ['not-your-office']],
    ['accepted by a second person', 'accept', { state: 'measured' }, { level: 'township' }, ['accepted']],
    ['not by the first', 'accept', { state: 'measured' }, { level: 'township', accountId: 'first' }, ['not-yet', 'second-person']],
    ['no amount by an inspector', 'grant', { state: 'accepted' }, { accountId: 'second' }, ['not-yet', 'not-inspector']],
    ['not once the household has left the register', 'grant', { state: 'accepted', household: null }, {}, ['not-yet', 'household-fits']],
    ['not without papers', 'check', { state: 'applied', evidence: {} }, { level: 'village' }, ['not-yet', 'application-evidence']],
    [
      'a notice that hangs is not posted again',
      'post',
      { state: 'noticePosted', notice: { state: 'posted', lastDay: null, open: 0, upheld: 0 } },
      { level: 'village' },
      ['not-yet', 'notice-taken-down'],
    ],
    [
      'acknowledged with the signed paper',
      'acknowledge',
      { state: 'paid', evidence: { acknowledgement: 1 } },
      { level: 'village' },
      ['acknowledged'],
    ],
    ['not without it', 'acknowledge', { state: 'paid' }, { level: 'village' }, ['not-yet', 'acknowledgement-signed']],
    ['asked back by the bureau', 'demandBack', { state: 'acknowledged' }, {}, ['recovering']],
    ['not by the village', 'demandBack', { state: 'paid' }, { level: 'village' }, ['not-your-office']],
    ['confirmed by another person', 'reclaim', { state: 'recovering', demandedBy: 'bureau' }, {}, ['reclaimed']],
    ['not by who asked for it', 'reclaim', { state: 'recovering', demandedBy: 'somebody' }, {}, ['not-yet', 'not-demander']],
    ['nothing out of the end', 'withdraw', { state: 'rejected' }, { level: 'village' }, ['no-such-way']],
  ])('%s', (_, step, parts, actor, expected) => expect(why(step, parts, actor)).toEqual(expected));

  it('says whose scheme it is, and who approves instead', () => {
    const [approve] = nextSteps(facts(), TODAY, { ...everybody, accountId: 'schemeMaker' }).filter(({ step }) => step === 'approve');
    expect(approve).toMatchObject({ mayDo: true, possible: false });
    expect(approve?.checklist.find(({ code }) => code === 'not-scheme-maker')).toMatchObject({
      met: false,
      zh: expect.stringMatching(/“2015年产业奖补”是您登记的.*另一名资金审批人/),
      en: expect.stringMatching(/You recorded the scheme “reward subsidies of 2015”.*another finance approver/),
    });
  });

  it('a return names where to', () => {
    expect(() => decide({ step: 'return' }, facts(), TODAY, everybody)).toThrow(NotPossible);
    expect(decide({ step: 'return', to: 'accepted' }, facts(), TODAY, everybody).to).toBe('accepted');
  });

  it('offers nobody a step of the system', () => {
    for (const state of SubsidyStates.codes)
      for (const { step } of nextSteps(facts({ state }), TODAY, everybody))
        expect(TRANSITIONS.filter((way) => way.step === step && way.from === state).map(({ office }) => office)).not.toContain('system');
    expect(Object.keys(OFFICES)).toContain('system');
  });
});
