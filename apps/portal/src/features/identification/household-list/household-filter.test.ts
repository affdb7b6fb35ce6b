import { filterOf, householdListAddress, parametersOf } from './household-filter.js';

describe('filter of the household list in the address', () => {
  it('survives the way into the address and back', () => {
    const filter = { area: '360781102208', category: 'general', status: 'registered', mainCause: '01', sort: 'income' } as const;
    expect(filterOf(parametersOf(filter))).toEqual(filter);
  });

  it('writes nothing for an empty filter', () => {
    expect(householdListAddress({})).toBe('/identification/households');
    expect(householdListAddress({ area: undefined, category: '' })).toBe('/identification/households');
  });

  it.each([
    ['a name', 'name=%E5%88%98%E6%B0%B4%E7%94%9F'],
    ['a name as a cause', 'mainCause=%E5%88%98%E6%B0%B4%E7%94%9F'],
    ['an ID number as an area', 'area=360799196001010016'],
    ['a phone number as an area', 'area=13800000123'],
    ['an unknown sort', 'sort=headName'],
  ])('ignores %s that somebody put into the address', (_what, query) => {
    expect(filterOf(new URLSearchParams(query))).toEqual({});
  });

  it('never writes anything but areas and codes', () => {
    const filter = { area: '360781', idNumber: '360799196001010016', name: '刘水生' } as Parameters<typeof parametersOf>[0];
    expect(parametersOf(filter).toString()).toBe('area=360781');
  });
});
