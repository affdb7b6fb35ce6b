import fc from 'fast-check';
import { decodeHeaderValue, encodeHeaderValue } from './header-value.js';

describe('header value', () => {
  it.each([
    ['Euro € 😀', 'Euro%20%E2%82%AC%20%F0%9F%98%80'],
    ['100%', '100%25'],
    ['say "hi"', 'say%20%22hi%22'],
    ['瑞金', '%E7%91%9E%E9%87%91'],
    ['a\r\nNats-Msg-Id: x', 'a%0D%0ANats-Msg-Id:%20x'],
    ["plain!#$&'()*+,-./:;<=>?@[]^_`{|}~", "plain!#$&'()*+,-./:;<=>?@[]^_`{|}~"],
  ])('of %j is %s, and back', (text, encoded) => {
    expect(encodeHeaderValue(text)).toBe(encoded);
    expect(decodeHeaderValue(encoded)).toBe(text);
  });

  it('survives every well-formed text, in printable ASCII only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const encoded = encodeHeaderValue(text);
        expect(encoded).toMatch(/^[\u0021-\u007e]*$/);
        expect(decodeHeaderValue(encoded)).toBe(text);
      }),
    );
  });

  it.each(['%C0%A0', '%', '%zz', '%E2%82', '%F5%80%80%80'])('%s is no UTF-8 and is refused', (value) => {
    expect(decodeHeaderValue(value)).toBeUndefined();
  });

  it('is decoded once', () => {
    expect(decodeHeaderValue('%2525')).toBe('%25');
  });

  it('takes lower case digits and quoted values of other producers', () => {
    expect(decodeHeaderValue('%e7%91%9e')).toBe('瑞');
    expect(decodeHeaderValue('"a \\"b\\""')).toBe('a "b"');
  });

  it('refuses half a character', () => {
    expect(() => encodeHeaderValue('\ud83d')).toThrow(RangeError);
  });
});
