import { actor, facts, meeting, missing, notice, policy, TODAY } from '../../../test/case-examples.js';
import type { CaseFacts } from './case-facts.js';
import { CaseKinds, CaseStates, ENDS, isOpen, orderOf, RETURN_TARGETS, type CaseState } from './case-state.js';
import { TRANSITIONS, transitionsOf } from './lifecycle.js';
import { check, NEEDS } from './needs.js';
import { nextSteps, stepsBetween } from './next-steps.js';

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
