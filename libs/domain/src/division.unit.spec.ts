import { Division, findVillage, isValidOn, type VillageName } from './division.js';
import { PlainDate } from './plain-date.js';

const on = (text: string): PlainDate => PlainDate.parse(text);
const division = (
  code: string,
  name: string,
  parentCode: string | null,
  rest: Partial<Record<'validFrom' | 'validTo' | 'successorCode' | 'level' | 'kind', string>> = {},
): Division =>
  Division.parse({
    code,
    name,
    level: 'village',
    kind: 'village',
    parentCode,
    validFrom: '1994-05-18',
    validTo: null,
    successorCode: null,
    source: 'test',
    ...rest,
  });

const top = (code: string, name: string, rest = {}): Division =>
  division(code, name, '360781000000', { level: 'township', kind: 'town', ...rest });
const CHANGE = '2019-07-01';
const divisions = [
  division('360781000000', '瑞金市', null, { level: 'county', kind: 'county' }),
  top('360781103000', '九堡镇'),
  top('360781204000', '日东乡', { kind: 'township' }),
  division('360781103205', '沿岗村民委员会', '360781103000'),
  division('360781204206', '沿岗村民委员会', '360781204000'),
  division('360781103001', '九堡圩居委会', '360781103000', { kind: 'community' }),
  top('360781200000', '叶坪乡', { kind: 'township', validTo: CHANGE, successorCode: '360781107000' }),
  top('360781107000', '叶坪镇', { validFrom: CHANGE }),
  division('360781200221', '大胜村民委员会', '360781200000', { validTo: CHANGE, successorCode: '360781107221' }),
  division('360781107221', '大胜村民委员会', '360781107000', { validFrom: CHANGE }),
];
const find = (village: VillageName, date = '2016-06-30'): string => {
  const result = findVillage(divisions, village, on(date));
  if (result.found) return result.found.code;
  return result.reason === 'superseded' ? `superseded ${result.current.code}` : result.reason;
};
const path = (township: string, village: string): VillageName => ({ county: '瑞金市', township, village });

describe('findVillage', () => {
  it('tells two villages of one name apart by their township', () => {
    expect(find(path('九堡镇', '沿岗村'))).toBe('360781103205');
    expect(find(path('日东乡', '沿岗村'))).toBe('360781204206');
  });

  it.each(['沿岗', '沿岗村', '沿岗村委会', '沿岗村民委员会', ' 沿岗村 '])('knows %p', (village) => {
    expect(find(path('九堡镇', village))).toBe('360781103205');
  });

  it.each(['九堡圩居委会', '九堡圩社区', '九堡圩居民委员会'])('knows the community as %p', (village) => {
    expect(find(path('九堡镇', village))).toBe('360781103001');
  });

  it('never answers by the name of a village alone', () => {
    expect(find(path('', '沿岗村'))).toBe('unknown-path');
    expect(find(path('象湖镇', '沿岗村'))).toBe('unknown-path');
    expect(find({ county: '于都县', township: '九堡镇', village: '沿岗村' })).toBe('unknown-path');
  });

  it('finds by code, and says what is wrong with one', () => {
    expect(find({ code: ' 360781103205' })).toBe('360781103205');
    expect(find({ code: '360781103999' })).toBe('unknown-code');
    expect(find({ code: '' })).toBe('unknown-code');
    expect(find({ code: '360781103000' })).toBe('not-a-village');
  });

  it('follows a township that became a town, forwards and backwards', () => {
    expect(find({ code: '360781200221' })).toBe('360781200221');
    expect(find({ code: '360781107221' })).toBe('superseded 360781200221');
    expect(find({ code: '360781200221' }, CHANGE)).toBe('superseded 360781107221');
    expect(find({ code: '360781107221' }, CHANGE)).toBe('360781107221');
    expect(find(path('叶坪乡', '大胜村'))).toBe('360781200221');
    expect(find(path('叶坪镇', '大胜村'))).toBe('superseded 360781200221');
    expect(find(path('叶坪乡', '大胜村'), '2020-01-01')).toBe('superseded 360781107221');
  });

  it('a day before everything is not valid', () => {
    expect(find({ code: '360781103205' }, '1990-01-01')).toBe('not-valid');
  });
});

describe('isValidOn', () => {
  it('includes the first day and excludes the last', () => {
    const old = divisions.find((d) => d.code === '360781200221')!;
    expect([isValidOn(old, on('1994-05-18')), isValidOn(old, on('2019-06-30')), isValidOn(old, on(CHANGE))]).toEqual([true, true, false]);
  });
});
