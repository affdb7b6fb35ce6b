import { hashPassword, isPassword, oneTimePassword } from './password-hash.js';
import { wasUsed, weaknessesOf } from './password-rules.js';

const codes = (password: string, userName = 'he.rentian'): string[] => weaknessesOf(password, userName).map(({ code }) => code);

describe('password rules', () => {
  it.each([
    ['Short1!', ['too-short']],
    ['onlysmallletters'.slice(0, 12), ['too-simple']],
    ['Password123!', ['too-common']],
    ['P@ssw0rd2026', ['too-common']],
    ['Fupin123456!', ['too-common']],
    ['1234567890', ['too-simple', 'too-common']],
    ['abcdefghijklmnop', ['too-common']],
    ['aaaaaaaaaaaaaaaa', ['too-common']],
    ['He.Rentian-2026', ['holds-user-name']],
    [`A1!${'x'.repeat(200)}`, ['too-long', 'too-common']],
  ])('%s is refused as %j', (password, expected) => {
    expect(codes(password)).toEqual(expected);
  });

  it.each(['Tall-bamboo-7', 'four unrelated words together', '红土地上的蜜橘与白莲一年又一年', 'aB3$kQ9_zz'])('%s is good', (password) => {
    expect(codes(password)).toEqual([]);
  });

  it('every one-time password is good by the same rules', () => {
    for (let i = 0; i < 200; i++) expect(codes(oneTimePassword())).toEqual([]);
  });

  it('the last passwords are known again, others are not', async () => {
    const hashes = [await hashPassword('Tall-bamboo-7'), await hashPassword('Seven-quiet-herons')];
    expect(await wasUsed('Seven-quiet-herons', hashes)).toBe(true);
    expect(await wasUsed('Seven-quiet-heron', hashes)).toBe(false);
  });

  it('the same characters typed on another keyboard are the same password', async () => {
    expect(await isPassword('Ａbc', await hashPassword('Abc'))).toBe(true);
    expect(await isPassword('Abc', 'not a hash')).toBe(false);
  });
});
