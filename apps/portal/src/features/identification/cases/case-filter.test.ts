import { caseFilterOf, caseParametersOf, casesAddress } from './case-filter.js';

describe('filter of the cases in the address', () => {
  it('means open cases when nothing is said, and survives the way into the address and back', () => {
    expect(caseFilterOf(new URLSearchParams())).toEqual({ open: true });
    for (const filter of [
      { open: true },
      { area: '360781102', late: true, open: true },
      { state: 'rejected', kind: 'removal' },
      { area: '360781' },
    ] as const)
      expect(caseFilterOf(caseParametersOf(filter))).toEqual(filter);
  });

  it('ignores names and numbers that somebody put there', () => {
    expect(caseFilterOf(new URLSearchParams('state=刘水生&kind=360799196001010016&area=13800000123'))).toEqual({ open: true });
    expect(casesAddress({ open: true })).toBe('/identification/cases');
  });
});
