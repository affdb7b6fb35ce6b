import { areaFilter, deadLetterSubject, durableOf, filterOf, parseSubject, subjectOf } from './naming.js';

describe('subject', () => {
  it('carries the place as tokens', () => {
    expect(subjectOf('identification.household.registered.v1', '360781102208')).toBe(
      'jz.identification.household.registered.v1.360781.102.208',
    );
  });

  it('is read back into type and place', () => {
    expect(parseSubject('jz.finance.loan.fell-overdue.v2.360781.000.000')).toEqual({
      type: 'finance.loan.fell-overdue.v2',
      division: '360781000000',
    });
  });

  it.each(['', '360781', '36078110220', '3607811022081', '36078110220a'])('refuses the place "%s"', (place) => {
    expect(() => subjectOf('identification.household.registered.v1', place)).toThrow(RangeError);
  });

  it.each(['jz.a.b.c.v1.360781.102', 'xx.a.b.c.v1.360781.102.208', 'jz.a.b.c.1.360781.102.208', ''])('does not read %s', (subject) => {
    expect(parseSubject(subject)).toBeUndefined();
  });
});

describe('filter', () => {
  const type = 'identification.household.changed.v1';
  it.each([
    [undefined, `jz.${type}.>`],
    ['360781', `jz.${type}.360781.>`],
    ['360781102', `jz.${type}.360781.102.>`],
    ['360781102208', `jz.${type}.360781.102.208`],
  ])('for area %s is %s', (area, expected) => {
    expect(filterOf(type, area)).toBe(expected);
  });

  it('of an area across departments uses whole tokens', () => {
    expect(areaFilter('360781102')).toBe('jz.*.*.*.*.360781.102.>');
  });

  it('refuses an area that is no prefix: it would match nothing, silently', () => {
    expect(() => filterOf(type, '36078')).toThrow(RangeError);
  });
});

describe('handlers', () => {
  it('name durable and dead letters', () => {
    expect(durableOf('finance', 'project-households')).toBe('finance__project-households');
    expect(deadLetterSubject('finance', 'project-households')).toBe('dlq.finance.project-households');
  });

  it.each(['a.b', 'a b', '*', '>', 'A', ''])('refuse the name "%s"', (name) => {
    expect(() => durableOf('finance', name)).toThrow(RangeError);
  });
});
