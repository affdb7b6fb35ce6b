import { CaseStates, CaseSteps, isOpen } from '../lifecycle/case-state.js';
import type { CheckedNeed, Supplier } from '../lifecycle/needs.js';
import { NoSuchWay, CaseStepNotYet } from './step.errors.js';

describe('what an officer reads when a step is refused', () => {
  it('names who brings what is missing, each once', () => {
    const need = (by: Supplier): CheckedNeed => ({ code: by, by, met: false, zh: '缺一项', en: 'one thing' });
    const refusal = new CaseStepNotYet('recheck', [
      { pointer: '/cases/0', missing: (['township', 'time', 'township'] as const).map(need) },
    ]);
    expect(refusal.zh.next).toBe('属乡镇办理的，请联系乡镇；期限未到的，到期后再办，不用补材料。本次没有办理，原有记录未变。');
    expect(refusal.en.next).toBe('Ask the township for what is its own; come back when the time is over. Nothing was written.');
  });

  it('names the steps that are possible instead, and of an ended case that there is none', () => {
    for (const state of CaseStates.codes) {
      const { next } = new NoSuchWay('submit', state).zh;
      expect([state, next]).toEqual([state, expect.stringContaining(isOpen(state) ? '现在可以办理' : '已经结束')]);
      if (isOpen(state) && state !== 'draft') expect(next).toContain(CaseSteps.get('withdraw').zh);
    }
    expect(new NoSuchWay('return', 'announced').zh.next).toContain('之前的一个环节');
  });
});
