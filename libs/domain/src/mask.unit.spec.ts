import fc from 'fast-check';
import { maskBankAccount, maskIdNumber, maskName, maskPhone } from './mask.js';

describe('masks', () => {
  it('ID number: first 6 and last 4', () => {
    expect(maskIdNumber('360799196001010012')).toBe('360799********0012');
    expect(maskIdNumber('360799600101001')).toBe('360799*****1001');
    expect(maskIdNumber('36079919600')).toBe('***********');
  });

  it('phone', () => {
    expect(maskPhone('19900000001')).toBe('199****0001');
    expect(maskPhone('07972522110')).toBe('0797*****10');
    expect(maskPhone('12345')).toBe('*****');
  });

  it('bank account: last 4', () => {
    expect(maskBankAccount('4539148803436467')).toBe('************6467');
  });

  it.each([
    ['刘秀兰', '刘*兰'],
    ['刘兰', '刘*'],
    ['欧阳', '欧*'],
    ['欧阳春', '欧阳*'],
    ['欧阳春兰', '欧阳**'],
    ['刘', '*'],
    ['', ''],
  ])('name %p is shown as %p', (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });

  it('never shows more than it says, and never changes the length', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,22}$/), (digits) => {
        for (const [mask, most] of [
          [maskIdNumber, 10],
          [maskPhone, 7],
          [maskBankAccount, 4],
        ] as const) {
          expect(mask(digits)).toHaveLength(digits.length);
          expect(mask(digits).replaceAll('*', '').length).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});
