import fc from 'fast-check';
import { parseBankAccount, passesLuhn } from './bank-account.js';

describe('bank accounts', () => {
  it('reads a number whose check digit fits without a warning', () => {
    expect(parseBankAccount('4539 1488 0343 6467')).toEqual({ ok: true, value: { account: '4539148803436467' } });
  });

  it('keeps a number whose check digit does not fit and warns', () => {
    expect(parseBankAccount('4539148803436468')).toMatchObject({
      ok: true,
      value: { account: '4539148803436468', warning: { code: 'bank-account.luhn' } },
    });
  });

  it.each(['', '12345678901', '12345678901234567890', '6.2E+18', 'abc'])('refuses %p', (text) => {
    expect(parseBankAccount(text)).toMatchObject({ ok: false, problem: { code: 'bank-account.form' } });
  });

  it('exactly one last digit fits any beginning', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{11,18}$/), (beginning) => {
        expect([...'0123456789'].filter((last) => passesLuhn(beginning + last))).toHaveLength(1);
      }),
    );
  });
});
