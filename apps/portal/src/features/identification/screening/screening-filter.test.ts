import { parametersOf, tasksAddress, verdictFilterOf } from './screening-filter.js';

describe('the filter of verdicts', () => {
  it('goes through the address and back', () => {
    for (const filter of [
      { kind: 'household', area: undefined, rule: undefined, result: undefined },
      { kind: 'application', area: '360781102', rule: 'V2', result: 'veto' },
    ] as const)
      expect(verdictFilterOf(parametersOf(filter))).toEqual(filter);
  });

  it('reads areas and codes only: a name or a number in the address goes nowhere', () => {
    const parameters = new URLSearchParams({ area: '刘水生', rule: '36079919800101001X', result: '', kind: '张三' });
    expect(verdictFilterOf(parameters)).toEqual({ kind: 'household', area: undefined, rule: undefined, result: undefined });
  });

  it('leads to the tasks of one rule', () => {
    expect(tasksAddress({ kind: 'household', rule: 'V4', area: '360781102' })).toBe(
      '/identification/screening-tasks?rule=V4&area=360781102',
    );
    expect(tasksAddress({})).toBe('/identification/screening-tasks');
  });
});
