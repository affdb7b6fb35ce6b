import fc from 'fast-check';
import {
  areaOf,
  areaRange,
  codeOf,
  contains,
  containsArea,
  countyOf,
  DivisionCode,
  DivisionPrefix,
  fromTheCountyDown,
  level,
  subjectTokens,
  townshipOf,
  villageOf,
} from './division-code.js';

const code = (text: string): DivisionCode => DivisionCode.parse(text);
const area = (text: string): DivisionPrefix => DivisionPrefix.parse(text);
const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((d) => d.join(''));

describe('division codes', () => {
  it('names county, township and village', () => {
    expect([level(code('360781000000')), level(code('360781102000')), level(code('360781102208'))]).toEqual([
      'county',
      'township',
      'village',
    ]);
    expect([countyOf(code('360781102208')), townshipOf(code('360781102208')), villageOf(code('360781102208'))]).toEqual([
      '360781',
      '360781102',
      '360781102208',
    ]);
    expect(townshipOf(code('360781000000'))).toBeUndefined();
    expect(villageOf(code('360781102000'))).toBeUndefined();
  });

  it('gives subject tokens with 000 where there is no division', () => {
    expect(subjectTokens(code('360781102208'))).toEqual(['360781', '102', '208']);
    expect(subjectTokens(area('360781102'))).toEqual(['360781', '102', '000']);
    expect(subjectTokens(area('360781'))).toEqual(['360781', '000', '000']);
  });

  it('goes from the county down to a place, each once', () => {
    expect(fromTheCountyDown(code('360781102208'))).toEqual(['360781000000', '360781102000', '360781102208']);
    expect(fromTheCountyDown(code('360781102000'))).toEqual(['360781000000', '360781102000']);
    expect(fromTheCountyDown(code('360781000000'))).toEqual(['360781000000']);
  });

  it('a range holds exactly the codes that begin with the area', () => {
    fc.assert(
      fc.property(fc.constantFrom(6, 9, 12).chain(digits), digits(12), (prefix, other) => {
        const { from, to } = areaRange(area(prefix));
        for (const candidate of [other, prefix + other.slice(prefix.length)]) {
          expect(candidate >= from && candidate <= to).toBe(contains(area(prefix), code(candidate)));
        }
      }),
    );
  });

  it('area and full code name the same division', () => {
    for (const text of ['360781', '360781102', '360781102208']) expect(areaOf(codeOf(area(text)))).toBe(text);
    expect(containsArea(area('360781'), area('360781102'))).toBe(true);
    expect(containsArea(area('360781102'), area('360781'))).toBe(false);
  });

  it.each(['36078110', '36078110220', '3607811022081', 'x60781102208', '３６０７８１'])('refuses %p as an area', (text) => {
    expect(DivisionPrefix.safeParse(text).success).toBe(false);
  });
});
