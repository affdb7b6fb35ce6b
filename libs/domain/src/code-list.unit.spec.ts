import { codeList, type CodeList } from './code-list.js';
import { HouseSafeties } from './dangerous-house.js';
import { DisabilityGrades, DisabilityTypes } from './disability.js';
import { DrinkingWaters } from './drinking-water.js';
import { EducationLevels } from './education.js';
import { Ethnicities } from './ethnicity.js';
import { FuelTypes } from './fuel-type.js';
import { HealthStatuses, parseHealth } from './health-status.js';
import { HouseholdCategories } from './household-category.js';
import { HouseholdStatuses } from './household-status.js';
import { HousingStructures } from './housing-structure.js';
import { IdentificationStandards } from './identification-standard.js';
import { LabourAbilities } from './labour-ability.js';
import { JOINING, LEAVING, MemberChanges } from './member-change.js';
import { PoliticalStatuses } from './political-status.js';
import { CAUSES_OF_2014, OTHER_CAUSE_IS_0, OTHER_CAUSE_IS_12, PovertyCauses } from './poverty-cause.js';
import { RelationsToHead } from './relation-to-head.js';
import { RoadTypes } from './road-type.js';
import { attendsSchool, SchoolStatuses } from './school-status.js';
import { Sexes } from './sex.js';
import { WorkPlaces } from './work-place.js';

/** Each list with the number of values its source has. */
const lists: [CodeList<string>, number][] = [
  [PovertyCauses, 14],
  [HouseholdCategories, 3],
  [HouseholdStatuses, 5],
  [RelationsToHead, 28],
  [EducationLevels, 8],
  [SchoolStatuses, 16],
  [HealthStatuses, 4],
  [DisabilityTypes, 7],
  [DisabilityGrades, 4],
  [LabourAbilities, 5],
  [WorkPlaces, 5],
  [Ethnicities, 56],
  [PoliticalStatuses, 13],
  [RoadTypes, 4],
  [FuelTypes, 5],
  [HousingStructures, 5],
  [HouseSafeties, 3],
  [DrinkingWaters, 7],
  [MemberChanges, 8],
  [IdentificationStandards, 3],
  [Sexes, 2],
] as [CodeList<string>, number][];

describe.each(lists.map(([list, size]) => [list.zh, list, size] as const))('%s', (_name, list, size) => {
  it('has the values of its source, each once, in both languages', () => {
    expect(list.entries).toHaveLength(size);
    expect(new Set(list.codes).size).toBe(size);
    expect(new Set(list.entries.map((entry) => entry.zh)).size).toBe(size);
    for (const entry of list.entries) expect(entry.en).toMatch(/[A-Za-z]/);
  });

  it('reads each value by code, by text, by both, by alias, and with the spaces of a spreadsheet', () => {
    for (const entry of list.entries) {
      for (const text of [entry.code, entry.zh, ` ${entry.zh} `, ...(entry.aliases ?? [])]) expect(list.parse(text)).toBe(entry.code);
      if (/^\d\d$/.test(entry.code)) expect(list.parse(`${entry.code} ${entry.zh}`)).toBe(entry.code);
    }
  });

  it('refuses what is not in it', () => {
    for (const text of ['', ' ', '98', '不存在', '01不存在', 'toString', '__proto__']) expect(list.parse(text)).toBeUndefined();
    expect(list.schema.safeParse('98').success).toBe(false);
    expect(() => list.get('98')).toThrow(RangeError);
  });
});

describe('code lists', () => {
  it('a code and a text that disagree are refused', () => {
    expect(PovertyCauses.parse('01 因病')).toBe('01');
    expect(PovertyCauses.parse('1、因病')).toBe('01');
    expect(PovertyCauses.parse('02 因病')).toBeUndefined();
  });

  it("an import map wins over the list's own codes", () => {
    expect(PovertyCauses.parse('12')).toBe('12');
    expect(PovertyCauses.parse('12', OTHER_CAUSE_IS_12)).toBe('99');
    expect(PovertyCauses.parse('0', OTHER_CAUSE_IS_0)).toBe('99');
    expect(CAUSES_OF_2014).toHaveLength(12);
  });

  it('one text with two meanings is a fault of the list', () => {
    expect(() =>
      codeList('甲', 'a', [
        { code: '1', zh: '一', en: 'one' },
        { code: '2', zh: '二', en: 'two', aliases: ['一'] },
      ]),
    ).toThrow(TypeError);
  });

  it('every change of members is either leaving or joining', () => {
    expect([...LEAVING, ...JOINING].sort()).toEqual([...MemberChanges.codes].sort());
  });

  it('reads several states of health in one cell', () => {
    expect(parseHealth('残疾+长期慢性病')).toEqual(['02', '04']);
    expect(parseHealth('健康')).toEqual(['01']);
    expect(parseHealth('健康、残疾')).toBeUndefined();
    expect(parseHealth('')).toBeUndefined();
    expect(parseHealth('感冒')).toBeUndefined();
  });

  it('knows who attends school', () => {
    expect([attendsSchool('03'), attendsSchool('01'), attendsSchool(undefined)]).toEqual([true, false, false]);
  });
});
