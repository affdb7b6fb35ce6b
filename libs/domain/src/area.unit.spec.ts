import { CentiMu, formatArea, parseMu, parseSquareMetres } from './area.js';

describe('area', () => {
  it('reads mu and square metres in hundredths', () => {
    expect(parseMu('3.5')).toBe(350);
    expect(parseSquareMetres('80.25')).toBe(8025);
    expect(formatArea(CentiMu.parse(350))).toBe('3.50');
  });

  it.each(['-1', '1.234', '三亩'])('refuses %p', (text) => {
    expect(parseMu(text)).toBeUndefined();
    expect(parseSquareMetres(text)).toBeUndefined();
  });
});
