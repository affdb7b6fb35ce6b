import fc from 'fast-check';
import { foldedParcel, isSimilar } from './parcel-name.rules.js';

const chinese = (n: number): string => {
  const digits = '〇一二三四五六七八九';
  if (n < 10) return digits[n]!;
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens === 1 ? '' : digits[tens]}十${ones === 0 ? '' : digits[ones]}`;
};
const wide = (text: string): string =>
  [...text].map((char) => (/[0-9a-z()-]/.test(char) ? String.fromCodePoint(char.codePointAt(0)! + 0xfee0) : char)).join('');
const runs = process.env['DEEP'] ? 20_000 : 2_000;

describe('the name of a parcel', () => {
  it('is one however it is written', () => {
    for (const written of [
      '屋背坑-1',
      '屋背坑—1',
      '屋背坑——１',
      '屋背坑（1）',
      '屋背坑(一)',
      '屋背坑 一',
      '屋背坑①',
      '屋背坑01',
      '屋背坑【壹】',
      '屋背坑、1',
    ])
      expect([written, foldedParcel(written)]).toEqual([written, '屋背坑1']);
    expect(foldedParcel('屋背坑一百零五')).toBe('屋背坑105');
    expect(foldedParcel('屋背坑二十')).toBe('屋背坑20');
    expect(foldedParcel('屋背坑 1－2')).toBe('屋背坑1-2');
    expect(foldedParcel('屋背坑1-2')).not.toBe(foldedParcel('屋背坑12'));
  });

  const place = fc.stringMatching(/^[屋背坑门前田塘岭上下湾竹山]{2,6}$/);

  it('of any place and number is the same in digits, full width, brackets, dashes and Chinese numerals, and folding is done once', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 99 }), fc.constantFrom('-', '—', '－', '‐', '–', ' ', '　', ''), (name, n, between) => {
        const ways = [
          `${name}${n}`,
          `${name}${between}${n}`,
          `${name}（${n}）`,
          `${name}${between}${wide(String(n))}`,
          `${name}[${n}]`,
          `${name}${chinese(n)}`,
          `${name}${between}（${chinese(n)}）`,
          ` ${name} 0${n} `,
        ];
        expect([...new Set(ways.map(foldedParcel))]).toEqual([`${name}${n}`]);
      }),
      { numRuns: runs, seed: 2019 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        expect(foldedParcel(foldedParcel(text))).toBe(foldedParcel(text));
      }),
      { numRuns: runs, seed: 2020 },
    );
  });

  it('of two numbers is two', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), (name, a, b) => {
        fc.pre(a !== b);
        expect(foldedParcel(`${name}${chinese(a)}`)).not.toBe(foldedParcel(`${name}（${b}）`));
      }),
      { numRuns: runs, seed: 2021 },
    );
  });

  it('is similar to one that says more, or is one sign apart, but not to the next number', () => {
    expect(isSimilar('屋背坑', '屋背坑1')).toBe(true);
    expect(isSimilar('屋背坑上丘', '屋背坑')).toBe(true);
    expect(isSimilar('屋背坑', '屋贝坑')).toBe(true);
    expect(isSimilar('屋背坑1', '屋背坑2')).toBe(false);
    expect(isSimilar('屋背坑', '门前田')).toBe(false);
  });
});
