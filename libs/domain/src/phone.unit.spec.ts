import { parsePhone } from './phone.js';

describe('parsePhone', () => {
  it.each([
    ['19900000001', '19900000001'],
    ['199 0000 0001', '19900000001'],
    ['+86-199-0000-0001', '19900000001'],
    ['0797-2522110', '07972522110'],
    ['(0797)2522110', '07972522110'],
  ])('reads %p', (text, digits) => {
    expect(parsePhone(text)).toEqual({ ok: true, value: digits });
  });

  it.each(['', '1990000000', '199000000011', '2522110', 'abc', '29900000001'])('refuses %p', (text) => {
    expect(parsePhone(text)).toMatchObject({ ok: false, problem: { code: 'phone.form' } });
  });
});
