import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findVillage, isValidOn, type Division } from '@jingzhun/domain/division';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { POLICY_KEYS, type PolicyKey } from '../parameters/policy-keys.js';
import { UNIT_WORDS } from '../parameters/unit-words.js';
import { formOf, type ValueForm } from '../parameters/value-form.js';
import { resolveParameter } from '../parameters/resolve-parameter.js';
import { loadPack, PackRefused } from './load-pack.js';

const pack = loadPack('ruijin');
const on = (text: string): PlainDate => PlainDate.parse(text);
const validOn = (date: string): Division[] => pack.divisions.filter((division) => isValidOn(division, on(date)));
const kinds = (date: string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { kind } of validOn(date)) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

describe('divisions of Ruijin', () => {
  it('had 7 towns and 10 townships in 2016, and has 8 and 9 today', () => {
    expect(kinds('2016-06-30')).toEqual({ county: 1, town: 7, township: 10, zone: 1, village: 219, community: 28 });
    expect(kinds('2023-06-30')).toEqual({ county: 1, town: 8, township: 9, zone: 1, village: 219, community: 28 });
  });

  it('no code is valid twice on a day, and every parent is valid as long as its children', () => {
    for (const date of ['1994-05-18', '2014-12-31', '2019-11-30', '2019-12-01', '2026-01-01']) {
      const valid = validOn(date);
      const codes = new Set(valid.map(({ code }) => code));
      expect(codes.size).toBe(valid.length);
      for (const { parentCode } of valid) if (parentCode !== null) expect(codes).toContain(parentCode);
    }
  });

  it('every successor begins on the day its predecessor ends', () => {
    const ended = pack.divisions.filter(({ validTo }) => validTo !== null);
    expect(ended).toHaveLength(31);
    for (const { validTo, successorCode } of ended) {
      expect(pack.divisions.find(({ code }) => code === successorCode)?.validFrom).toBe(validTo);
    }
  });

  it('the day on which 叶坪 became a town is the one the parameter shows', () => {
    const shown = pack.parameters.find(({ key }) => key === 'household.yepingTownFrom');
    expect(pack.divisions.find(({ name }) => name === '叶坪镇')?.validFrom).toBe(shown?.value);
    expect(shown?.certainty).toBe('K-mid');
  });

  it.each([
    ['壬田镇', '凤岗村', '360781102208'],
    ['叶坪乡', '大胜村', '360781200221'],
    ['叶坪乡', '黄沙村', '360781200217'],
    ['大柏地乡', '院溪村', '360781202208'],
    ['九堡镇', '沿岗村', '360781103205'],
    ['日东乡', '沿岗村', '360781204206'],
  ])('finds %s %s in 2016', (township, village, code) => {
    expect(findVillage(pack.divisions, { county: '瑞金市', township, village }, on('2016-06-30')).found?.code).toBe(code);
  });

  it('finds every village by its own code and by its own path, on a day of either period', () => {
    for (const date of [on('2016-06-30'), on('2026-01-01')]) {
      const names = new Map(validOn(date).map((division) => [division.code, division.name]));
      for (const village of validOn(date).filter(({ level }) => level === 'village')) {
        expect(findVillage(pack.divisions, village, date).found).toEqual(village);
        const path = { county: '瑞金市', township: names.get(village.parentCode!)!, village: village.name };
        expect(findVillage(pack.divisions, path, date).found).toEqual(village);
      }
    }
  });
});

describe('parameters of Ruijin', () => {
  const region = DivisionPrefix.parse('360781');
  const recorded = pack.parameters.map((parameter, index) => ({ ...parameter, recorded: index }));
  const valueOn = (key: PolicyKey, date: string): unknown => resolveParameter(recorded, key, on(date), region)?.value;

  it('answers every key on every first of January since 2014', () => {
    for (const key of Object.keys(POLICY_KEYS) as PolicyKey[]) {
      for (let year = 2014; year <= 2026; year += 1) expect([key, year, valueOn(key, `${year}-01-01`)]).not.toContain(undefined);
    }
  });

  it('never gives two values for one key on one day', () => {
    for (const parameter of pack.parameters) {
      const same = pack.parameters.filter(({ key, effectiveFrom, effectiveTo }) => {
        const overlaps = effectiveFrom <= parameter.effectiveFrom && (effectiveTo === null || parameter.effectiveFrom < effectiveTo);
        return key === parameter.key && overlaps;
      });
      expect(same).toEqual([parameter]);
    }
  });

  it('stores both series of the poverty line and which one is in use', () => {
    expect([valueOn('povertyLine.nbs', '2015-06-30'), valueOn('povertyLine.office', '2015-06-30')]).toEqual([285_500, 296_800]);
    expect([valueOn('povertyLine.nbs', '2016-12-31'), valueOn('povertyLine.office', '2016-12-31')]).toEqual([295_200, 314_600]);
    expect([valueOn('povertyLine.series', '2014-12-31'), valueOn('povertyLine.series', '2015-01-01')]).toEqual(['nbs', 'office']);
  });

  it('the working series grows by 6 % a year, rounded to the yuan', () => {
    for (let year = 2015; year <= 2020; year += 1) {
      expect(valueOn('povertyLine.office', `${year}-07-01`)).toBe(Math.round(2800 * 1.06 ** (year - 2014)) * 100);
    }
  });

  it("stores the central bank's rates with the day since which they hold, so that a database filled before gets all three", () => {
    const rates = { oneYearPpm: 43_500, fiveYearsPpm: 47_500, aboveFiveYearsPpm: 49_000 };
    for (const day of ['2014-01-01', '2015-10-24', '2026-11-27']) expect(valueOn('loan.benchmarkRates', day)).toEqual(rates);
    expect(pack.parameters).toContainEqual(expect.objectContaining({ key: 'loan.benchmarkRates', effectiveFrom: '2015-10-24' }));
  });

  it('says of every parameter where it comes from and, in Chinese, what it is', () => {
    for (const { key, source, noteZh } of pack.parameters) {
      // a new source gets its Chinese in packs/ruijin/sources.json: Chinese screens are Chinese
      expect([key, source, pack.sourcesZh[source]]).toEqual([key, source, expect.stringMatching(/\p{Script=Han}/u)]);
      expect(noteZh).toMatch(/\p{Script=Han}/u);
    }
  });

  it('has words for every unit, part and choice, so that its form needs no technical name', () => {
    const nameless: string[] = [];
    for (const { key, unit } of pack.parameters) {
      if (unit !== null && !UNIT_WORDS[unit]) nameless.push(`${key}: unit ${unit} (unit-words.ts)`);
      const form = formOf(key, unit);
      if (form.kind === 'json') nameless.push(`${key}: no form (value-form.ts)`);
      const named = form.kind === 'parts' ? form.parts.flatMap((part) => [part, ...choicesOf(part.form)]) : choicesOf(form);
      for (const { zh } of named) if (!/\p{Script=Han}/u.test(zh)) nameless.push(`${key}: ${zh} (value-words.ts)`);
    }
    expect(nameless).toEqual([]);
  });
});

const choicesOf = (form: ValueForm): readonly { zh: string }[] => ('choices' in form ? form.choices : []);

describe('a county of its own', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'county-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const county = { name: 'qingxi', extends: 'ruijin', county: { code: '520199', zh: '青溪县', en: 'Qingxi' } };
  const divisions = {
    source: '县民政局 2016',
    validFrom: '2010-01-01',
    rows: [
      { code: '520199000000', name: '青溪县', kind: 'county' },
      { code: '520199100000', name: '石桥镇', kind: 'town' },
      { code: '520199100201', name: '石桥村村民委员会', kind: 'village' },
    ],
  };
  const write = (parts: Record<string, unknown>): string => {
    for (const [part, content] of Object.entries(parts)) writeFileSync(join(folder, `${part}.json`), JSON.stringify(content));
    return folder;
  };

  it('is read from any folder, or from one file; where it is silent the shipped parameters hold, for its own area', () => {
    const own = {
      key: 'import.maxRows',
      effectiveFrom: '2016-01-01',
      effectiveTo: null,
      value: 5000,
      unit: 'rows',
      source: '县办',
      certainty: 'L',
      noteZh: '行数',
    };
    const fromFolder = loadPack(write({ county, divisions, parameters: [own] }));
    const file = join(folder, 'pack.json');
    writeFileSync(file, JSON.stringify({ county, divisions, parameters: [own] }));
    expect(loadPack(file)).toEqual(fromFolder);
    expect(fromFolder.divisions.map(({ name, level: of, parentCode }) => [name, of, parentCode])).toEqual([
      ['青溪县', 'county', null],
      ['石桥镇', 'township', '520199000000'],
      ['石桥村村民委员会', 'village', '520199100000'],
    ]);
    expect(new Set(fromFolder.parameters.map(({ regionCode }) => regionCode))).toEqual(new Set(['520199']));
    expect(fromFolder.parameters.filter(({ key }) => key === 'import.maxRows').map(({ value }) => value)).toEqual([5000]);
    expect(fromFolder.parameters.find(({ key }) => key === 'povertyLine.nbs')?.value).toBe(
      pack.parameters.find(({ key }) => key === 'povertyLine.nbs')?.value,
    );
  });

  it.each([
    ['no such folder', () => join(folder, 'nowhere'), /no such file or folder/],
    ['no parameters and nothing it extends', () => write({ county: { ...county, extends: undefined }, divisions }), /parameters/],
    [
      'parameters that are not complete',
      () => write({ county: { ...county, extends: undefined }, divisions, parameters: [], sources: {} }),
      /povertyLine\.nbs/,
    ],
    [
      'a village of another county',
      () => write({ county, divisions: { ...divisions, rows: [...divisions.rows, { ...divisions.rows[2], code: '520198100201' }] } }),
      /Outside the county 520199: 520198100201/,
    ],
    [
      'a village without its township',
      () => write({ county, divisions: { ...divisions, rows: divisions.rows.filter((_, i) => i !== 1) } }),
      /No valid division above.*520199100201/,
    ],
    [
      'a village twice',
      () => write({ county, divisions: { ...divisions, rows: [...divisions.rows, divisions.rows[2]] } }),
      /Two rows on one day.*520199100201/,
    ],
    ['no county', () => write({ county, divisions: { ...divisions, rows: divisions.rows.slice(1) } }), /520199000000, is missing/],
    [
      'a code that is none',
      () => write({ county, divisions: { ...divisions, rows: [{ ...divisions.rows[0], code: '5201' }] } }),
      /divisions:/,
    ],
    ['no JSON', () => (writeFileSync(join(folder, 'county.json'), '{'), folder), /county\.json/],
  ])('is refused with %s, in words that name it', (_what, at, message) => {
    expect(() => loadPack(at())).toThrow(PackRefused);
    expect(() => loadPack(at())).toThrow(message);
  });
});
