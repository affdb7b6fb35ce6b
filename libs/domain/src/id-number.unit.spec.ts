import fc from 'fast-check';
import { checkCharacter, ID_NUMBER_PROBLEMS, parseIdNumber } from './id-number.js';
import { PlainDate } from './plain-date.js';

const codeOf = (text: string, latest?: PlainDate): string | undefined => {
  const result = parseIdNumber(text, latest);
  return result.ok ? undefined : result.problem.code;
};

const anyId = fc
  .tuple(
    fc.integer({ min: 100000, max: 999999 }),
    fc.date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([prefix, birth, sequence]) => {
    const first17 = `${prefix}${birth.toISOString().slice(0, 10).replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
    return first17 + checkCharacter(first17);
  });

describe('parseIdNumber', () => {
  it('reads the classical example and the unallocated ones', () => {
    expect(parseIdNumber('11010519491231002X')).toEqual({
      ok: true,
      value: { kind: 'citizen', idNumber18: '11010519491231002X', given: '11010519491231002X', birthDate: '1949-12-31', sex: 'female' },
    });
    expect(parseIdNumber('360799196001010016')).toMatchObject({ ok: true, value: { sex: 'male', birthDate: '1960-01-01' } });
    expect(parseIdNumber('36079919580615002X')).toMatchObject({ ok: true, value: { sex: 'female' } });
  });

  it('accepts lower x, spaces and full-width digits and keeps upper X', () => {
    for (const text of ['11010519491231002x', " '1101 0519 4912 3100 2x", '１１０１０５１９４９１２３１００２Ｘ']) {
      expect(parseIdNumber(text)).toMatchObject({ ok: true, value: { idNumber18: '11010519491231002X' } });
    }
  });

  it('converts the old 15 digits', () => {
    expect(parseIdNumber('110105491231002')).toMatchObject({
      ok: true,
      value: { kind: 'citizen15', idNumber18: '11010519491231002X', given: '110105491231002' },
    });
  });

  it('reads disability certificates', () => {
    expect(parseIdNumber('11010519491231002X43')).toMatchObject({
      ok: true,
      value: { kind: 'disability', idNumber18: '11010519491231002X', disability: { type: '4', grade: '3' } },
    });
    expect(parseIdNumber('11010519491231002X43b1')).toMatchObject({
      ok: true,
      value: { kind: 'disability', given: '11010519491231002X43B1' },
    });
  });

  it.each([
    ['', 'id-number.empty'],
    ['1101051949123100', 'id-number.length'],
    ['1.10105194912E+17', 'id-number.length'],
    ['1.101051949123E+17', 'id-number.characters'],
    ['11010519491231O02X', 'id-number.characters'],
    ['X10105491231002', 'id-number.characters'],
    ['110105194902290020', 'id-number.birth-date'],
    ['110105194913310020', 'id-number.birth-date'],
    ['110105189912310020', 'id-number.birth-date'],
    ['110105491331002', 'id-number.birth-date'],
    ['110105194912310021', 'id-number.check-digit'],
    ['11010519491231002X81', 'id-number.disability-type'],
    ['11010519491231002X45', 'id-number.disability-grade'],
    ['11010519491231002X43C1', 'id-number.reissue'],
    ['11010519491231002143', 'id-number.check-digit'],
  ])('refuses %p as %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('refuses a birth after the given day', () => {
    expect(codeOf('11010519491231002X', PlainDate.parse('1949-12-30'))).toBe('id-number.birth-date');
    expect(codeOf('11010519491231002X', PlainDate.parse('1949-12-31'))).toBeUndefined();
  });

  it('no text of a problem holds a number that could be somebody', () => {
    for (const { zh, en } of Object.values(ID_NUMBER_PROBLEMS)) expect(zh + en).not.toMatch(/\d{6}/);
  });

  it('accepts every number with the right check character and notices every single wrong digit', () => {
    fc.assert(
      fc.property(anyId, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (id, position, shift) => {
        expect(parseIdNumber(id).ok).toBe(true);
        const wrong = id.slice(0, position) + String((Number(id[position]) + shift) % 10) + id.slice(position + 1);
        expect(parseIdNumber(wrong).ok).toBe(false);
      }),
    );
  });

  it('notices every swap of neighbouring different digits', () => {
    fc.assert(
      fc.property(anyId, fc.integer({ min: 0, max: 15 }), (id, i) => {
        fc.pre(id[i] !== id[i + 1]);
        expect(parseIdNumber(id.slice(0, i) + id[i + 1]! + id[i]! + id.slice(i + 2)).ok).toBe(false);
      }),
    );
  });
});
