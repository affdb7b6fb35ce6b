import { parseBankAccount } from '@jingzhun/domain/bank-account';
import { isValidOn } from '@jingzhun/domain/division';
import { parseIdNumber } from '@jingzhun/domain/id-number';
import { TransferItems } from '@jingzhun/domain/income-item';
import { netIncome } from '@jingzhun/domain/net-income';
import { parsePhone } from '@jingzhun/domain/phone';
import { ageOn, daysBetween } from '@jingzhun/domain/plain-date';
import { loadPack } from '@jingzhun/policy';
import { generateCity } from './city.js';
import { cityOptions } from './city-options.js';
import type { CityHousehold, CityMember } from './city-rows.js';
import { DOUBTS, NOT_CHECKED, REFUSED_AT_IMPORT } from './doubts.js';
import { doubtsOf } from './doubts-found.js';
import { digestOf } from './write-workbooks.js';

const city = generateCity();
const { on } = city.plan.options;
const households = [...city.households()];
const persons = households.flatMap(({ members }) => members);
const plantedIn = new Set(city.planted.map(({ householdNumber }) => householdNumber));
const ordinary = households.filter(({ number }) => !plantedIn.has(number));
const count = (of: (household: CityHousehold) => boolean): number => households.filter(of).length;
const share = (of: (member: CityMember) => boolean, among: (member: CityMember) => boolean = () => true): number => {
  const all = persons.filter(among);
  return all.filter(of).length / all.length;
};
const age = ({ birthDate }: CityMember): number => ageOn(birthDate, on);

describe('the city of the end of 2014', () => {
  it('has the published totals exactly', () => {
    expect(households).toHaveLength(25_323);
    expect(persons).toHaveLength(78_914);
    expect(households.filter(({ mainCause }) => mainCause === '01').flatMap(({ members }) => members)).toHaveLength(44_744);
    expect(count(({ category }) => category === 'fiveGuarantee')).toBe(2_223);
    expect(count(({ category }) => category !== 'fiveGuarantee')).toBe(23_100);
  });

  it('meets other totals exactly as well', () => {
    for (const given of [
      { households: 300 },
      { seed: 7, households: 1_000, persons: 3_999, illnessPersons: 1_234, fiveGuaranteeHouseholds: 77 },
    ]) {
      const { plan, households: rows } = generateCity(given);
      const all = [...rows()];
      expect(all).toHaveLength(plan.options.households);
      expect(all.flatMap(({ members }) => members)).toHaveLength(plan.options.persons);
      expect(all.filter(({ mainCause }) => mainCause === '01').flatMap(({ members }) => members)).toHaveLength(plan.options.illnessPersons);
      expect(all.filter(({ category }) => category === 'fiveGuarantee')).toHaveLength(plan.options.fiveGuaranteeHouseholds);
    }
  });

  it('keeps a fortieth, 40 at most, in the village the demonstration works in, however small the city', () => {
    for (const [total, atLeast] of [
      [300, 7],
      [1_200, 30],
      [2_000, 40],
    ] as const) {
      const all = [...generateCity({ households: total }).households()];
      expect([total, all.length]).toEqual([total, total]);
      expect(all.filter(({ villageCode }) => villageCode === '360781102208').length).toBeGreaterThanOrEqual(atLeast);
    }
  });

  it.each([{ households: 10 }, { households: 100, persons: 120 }, { households: 100, illnessPersons: 300 }, { persons: 78_914.5 }])(
    'refuses %j',
    (given) => {
      expect(() => cityOptions(given)).toThrow(RangeError);
    },
  );

  it('is the same for the same seed, another for another, and a township does not depend on the others', () => {
    const small = { households: 2_000 };
    expect(digestOf(generateCity(small))).toBe(digestOf(generateCity(small)));
    expect(digestOf(generateCity({ ...small, seed: 1 }))).not.toBe(digestOf(generateCity(small)));
    const last = city.townships[11]!;
    const own = households.filter(({ villageCode }) => villageCode.startsWith(last.division.code.slice(0, 9)));
    expect([...city.townships[11]!.rows()]).toEqual(own);
  });

  it('lives in villages that were valid on the day, in all 18 township units, most of it in rural villages', () => {
    const valid = new Set(
      loadPack('ruijin')
        .divisions.filter((division) => isValidOn(division, on))
        .map(({ code }) => code),
    );
    for (const { villageCode } of households) expect(valid).toContain(villageCode);
    expect(new Set(households.map(({ villageCode }) => villageCode.slice(0, 9))).size).toBe(18);
    expect(count(({ villageCode }) => villageCode.slice(9) >= '200' && villageCode.slice(9) < '400')).toBeGreaterThan(25_000);
  });
});

describe('every person', () => {
  it('has a valid ID number of his own under a prefix that belongs to no county', () => {
    const numbers = new Set<string>();
    const wrong = persons.filter(({ idNumber18, idNumberGiven, birthDate, sex }) => {
      numbers.add(idNumber18);
      const read = parseIdNumber(idNumberGiven, on);
      if (!read.ok || !idNumber18.startsWith('360799')) return true;
      return read.value.idNumber18 !== idNumber18 || read.value.birthDate !== birthDate || read.value.sex !== sex;
    });
    expect(wrong).toEqual([]);
    expect(numbers.size).toBe(persons.length);
  });

  it('shows a few old numbers and certificates', () => {
    const lengths = (length: number): number => persons.filter(({ idNumberGiven }) => idNumberGiven.length === length).length;
    expect(lengths(15)).toBeGreaterThan(5);
    expect(lengths(20)).toBeGreaterThan(500);
    expect(lengths(22)).toBeGreaterThan(20);
  });

  it('stands in a relation to the head that age and sex allow', () => {
    const sexes: Record<string, string> = {
      '03': 'male',
      '04': 'female',
      '05': 'female',
      '07': 'male',
      '08': 'female',
      '11': 'male',
      '12': 'female',
    };
    const wrong = ordinary.filter(({ members }) => {
      const [head, ...others] = members;
      const spouses = others.filter(({ relation }) => relation === '02');
      if (head!.relation !== '01' || others.some(({ relation }) => relation === '01')) return true;
      if (spouses.length > 1 || spouses[0]?.sex === head!.sex) return true;
      return others.some((member) => {
        if (sexes[member.relation] && member.sex !== sexes[member.relation]) return true;
        if (['03', '04'].includes(member.relation)) return ![head!, ...spouses].every((parent) => couldBear(parent, member));
        if (['11', '12'].includes(member.relation)) return !couldBear(member, head!);
        return ['07', '08'].includes(member.relation) && yearsBetween(head!, member) < 36;
      });
    });
    expect(wrong).toEqual([]);
    expect(new Set(persons.map(({ relation }) => relation)).size).toBeGreaterThan(8);
  });

  const yearsBetween = (older: CityMember, younger: CityMember): number => daysBetween(older.birthDate, younger.birthDate) / 365.25;
  const couldBear = (parent: CityMember, child: CityMember): boolean => {
    const years = yearsBetween(parent, child);
    return years > 17.9 && years < 45.1;
  };

  it('is of plausible age, health and education in the mass', () => {
    expect(persons.length / households.length).toBeCloseTo(3.12, 2);
    expect(Math.min(...persons.map(age))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...persons.map(age))).toBeLessThanOrEqual(98);
    expect(share((member) => age(member) < 16)).toBeGreaterThan(0.1);
    expect(share((member) => age(member) >= 60)).toBeGreaterThan(0.15);
    expect(
      share(
        ({ school }) => school !== undefined && school !== '01',
        (member) => age(member) >= 8 && age(member) <= 13,
      ),
    ).toBe(1);
    expect(share(({ health }) => health.includes('03'))).toBeGreaterThan(0.05);
    const fives = households.filter(({ category }) => category === 'fiveGuarantee');
    expect(fives.filter(({ members }) => members.length === 1).length / fives.length).toBeGreaterThan(0.9);
  });
});

describe('every household', () => {
  it('has somebody ill or disabled where that is the main cause', () => {
    for (const { mainCause, members } of households) {
      if (mainCause === '01') expect(members.some(({ health }) => health.some((code) => code !== '01'))).toBe(true);
      if (mainCause === '02') expect(members.some(({ health }) => health.includes('04'))).toBe(true);
    }
  });

  it('has an income that follows the formula, around the line', () => {
    for (const { income, members } of households) {
      expect(income).toMatchObject(netIncome(income, members.length, TransferItems.codes));
      expect(income.assetDividend).toBeLessThanOrEqual(income.property);
    }
    const below = count(({ income }) => income.netPerPerson < 280_000) / households.length;
    expect(below).toBeGreaterThan(0.9);
    expect(below).toBeLessThan(1);
  });

  it('has an account that passes Luhn and a telephone that can be read, each its own', () => {
    const accounts = new Set<string>();
    for (const { bankAccount, phone } of households) {
      expect(parseBankAccount(bankAccount)).toEqual({ ok: true, value: { account: bankAccount } });
      accounts.add(bankAccount);
      if (phone !== undefined) expect(parsePhone(phone).ok).toBe(true);
    }
    expect(accounts.size).toBe(households.length);
    const phones = households.flatMap(({ phone }) => phone ?? []);
    expect(new Set(phones).size).toBe(phones.length);
  });

  it('never names its main cause a second time', () => {
    for (const { mainCause, secondaryCauses } of households) expect(secondaryCauses).not.toContain(mainCause);
  });
});

describe('the manifest', () => {
  it('names every planted detail, each in a household of its own', () => {
    expect(city.planted).toHaveLength(DOUBTS.length);
    expect(plantedIn.size).toBe(DOUBTS.length);
    const numbers = new Set([...households.map(({ number }) => number), ...persons.map(({ number }) => number)]);
    for (const { householdNumber, memberNumber } of city.planted) {
      expect(numbers).toContain(householdNumber);
      if (memberNumber) expect(numbers).toContain(memberNumber);
    }
  });

  it('has a hit and a near miss for each of the 18 rules, but for those whose hit is refused at import or that wait for input', () => {
    for (let n = 1; n <= 18; n += 1) {
      const kinds = city.planted.filter(({ rule }) => rule === `Q${n}`).map(({ kind }) => kind);
      expect([`Q${n}`, kinds.includes('hit')]).toEqual([`Q${n}`, !(`Q${n}` in { ...REFUSED_AT_IMPORT, ...NOT_CHECKED })]);
      if (n !== 17) expect(kinds).toContain('near-miss');
    }
  });

  it('is complete: the rules find the hits and nothing else in the whole city', () => {
    const found = households.flatMap((household) => doubtsOf(household, on).map((rule) => `${rule} ${household.number}`));
    const hits = city.planted.filter(({ kind }) => kind === 'hit').map(({ rule, householdNumber }) => `${rule} ${householdNumber}`);
    expect(found.sort()).toEqual(hits.sort());
  });
});

const deep = process.env['DEEP'] === '1' ? it : it.skip;
deep('ten times the city needs no more memory than its frame', () => {
  const rss = process.memoryUsage().rss;
  let read = 0;
  let most = 0;
  for (const { members } of generateCity({ households: 253_230, persons: 789_140 }).households()) {
    read += members.length;
    if (read % 10_000 < 3) most = Math.max(most, process.memoryUsage().rss);
  }
  expect(read).toBe(789_140);
  expect((most - rss) / 2 ** 20).toBeLessThan(400);
});
