import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { VillageFinder } from '@jingzhun/domain/division';
import { parseIdNumber } from '@jingzhun/domain/id-number';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { titleTexts } from '@jingzhun/workbooks';
import { assignColumns } from '@jingzhun/identification/import/checking/title-matching';
import { REGISTER_COLUMNS } from '@jingzhun/identification/register-import/reading/register-columns';
import { checkRegisterRow } from '@jingzhun/identification/register-import/reading/register-row';
import { REGISTER_KINDS, type RegisterKind } from '@jingzhun/identification/screening/rules/register-kind';
import { loadPack } from '@jingzhun/policy';
import { generateCity } from './city.js';
import { plantRegisters } from './planted-registers.js';
import { REGISTER_PLANS } from './register-kinds.js';
import { writeRegisters } from './write-registers.js';

const asOf = PlainDate.parse('2016-02-20');
const city = generateCity({ households: 600 });
const planted = plantRegisters(city, asOf);
const villages = new VillageFinder(loadPack('ruijin').divisions);
const context = { today: '2016-03-01', asOf, villages };

describe('the registers of other authorities', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'registers-'));
    await writeRegisters(city, folder, asOf);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are one of every kind, each with rows that match surely, in three doubtful ways, and not at all', () => {
    expect(planted.map(({ plan }) => plan.kind).sort()).toEqual([...REGISTER_KINDS].sort());
    for (const { plan, answers, expected, lines } of planted) {
      const manners = new Set(answers.map(({ manner }) => manner));
      expect([plan.kind, manners.has('sure'), manners.has('name-differs'), manners.has('no-number')]).toEqual([
        plan.kind,
        true,
        true,
        true,
      ]);
      expect([plan.kind, expected.matched + expected.unsure + expected.unmatched]).toEqual([plan.kind, lines.length]);
      expect(expected.unmatched).toBeGreaterThan(2 * answers.length);
    }
    expect(planted.flatMap(({ answers }) => answers).filter(({ manner }) => manner === 'old-number').length).toBeGreaterThan(4);
  });

  it('every row of the files is one that the import takes, under titles it knows', async () => {
    for (const { plan, lines } of planted) {
      const { sheets } = await readXlsx(await readFile(join(folder, plan.file)));
      const [titles, ...rows] = sheets[0]!.rows as never[][];
      const match = assignColumns(REGISTER_COLUMNS[plan.kind as RegisterKind], titleTexts(titles!));
      expect([plan.kind, match.missing, match.ignored]).toEqual([plan.kind, [], []]);
      const read = rows.map((cells) => checkRegisterRow(match as never, cells, context));
      expect([plan.kind, read.flatMap(({ problems }) => problems)]).toEqual([plan.kind, []]);
      expect(read).toHaveLength(lines.length);
      // a wording that nobody foresaw would be kept as "other": only where that is meant
      const others = new Set(read.map(({ entry }, i) => (entry?.class === 'other' ? lines[i]?.class : undefined)).filter(Boolean));
      expect([plan.kind, [...others]]).toEqual([plan.kind, plan.kind === 'payroll' ? ['临时聘用'] : []]);
    }
  });

  it('name members of the city where they say so, and nobody of it elsewhere', () => {
    const members = new Map(
      [...city.households()].flatMap(({ number, villageCode, members: all }) =>
        all.map((member) => [member.number, { number, villageCode, member }] as const),
      ),
    );
    const known = new Set([...members.values()].map(({ member }) => member.idNumber18));
    for (const { lines, answers } of planted) {
      const rows = new Map(answers.map((answer) => [answer.row, answer]));
      for (const [i, line] of lines.entries()) {
        const answer = rows.get(i + 2);
        const read = line.number === undefined ? undefined : parseIdNumber(line.number, asOf);
        const number = read?.ok ? read.value.idNumber18 : undefined;
        if (!answer) {
          expect([line.number !== undefined, known.has(number ?? '')]).toEqual([true, false]);
          continue;
        }
        const found = members.get(answer.memberNumber)!;
        expect(found.number).toBe(answer.householdNumber);
        expect(line.name === found.member.name).toBe(answer.manner !== 'name-differs');
        if (answer.manner === 'no-number')
          expect([line.number, line.villageCode, answer.namesakes! >= 1]).toEqual([undefined, found.villageCode, true]);
        else expect([number, line.number?.length]).toEqual([found.member.idNumber18, answer.manner === 'old-number' ? 15 : 18]);
      }
    }
  });

  it('are the same for the same seed and others for another', () => {
    const texts = (of: typeof city): string => JSON.stringify(plantRegisters(of, asOf).map(({ lines, answers }) => [lines, answers]));
    expect(texts(generateCity({ households: 600 }))).toBe(texts(city));
    expect(texts(generateCity({ households: 600, seed: 5 }))).not.toBe(texts(city));
  });

  it('grow with the city', () => {
    const whole = plantRegisters(generateCity(), asOf);
    for (const [k, { answers }] of whole.entries()) {
      const wanted = Math.round((25_323 * REGISTER_PLANS[k]!.share) / 1000);
      expect(answers.length).toBeGreaterThanOrEqual(wanted);
      expect(answers.length).toBeLessThan(wanted * 1.3 + 8);
      expect(new Set(answers.map(({ householdNumber }) => householdNumber)).size).toBe(answers.length);
    }
  });
});
