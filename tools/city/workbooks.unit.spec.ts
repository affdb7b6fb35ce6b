import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { VillageFinder } from '@jingzhun/domain/division';
import { checkHousehold } from '@jingzhun/identification/import/checking/household-row';
import { checkMember } from '@jingzhun/identification/import/checking/member-row';
import { matchTitles } from '@jingzhun/identification/import/checking/title-matching';
import { loadPack } from '@jingzhun/policy';
import { writeBroken } from './broken-workbook.js';
import { generateCity } from './city.js';
import { REFUSED_AT_IMPORT } from './doubts.js';
import { FAULTS_FILE, writeFaults } from './planted-faults.js';
import { writeCity } from './write-workbooks.js';

type Cell = string | number | boolean | Date | null;
const today = '2016-06-30';
const villages = new VillageFinder(loadPack('ruijin').divisions);
const city = generateCity({ households: 600 });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'city-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function sheetsOf(file: string): Promise<Record<string, Cell[][]>> {
  const { sheets } = await readXlsx(await readFile(join(folder, file)));
  return Object.fromEntries(sheets.map(({ name, rows }) => [name, rows as Cell[][]]));
}

/** What identification's import says about every row of a workbook, row by row. */
async function problemsOf(file: string): Promise<{ households: number; members: number; codes: string[] }> {
  const sheets = await sheetsOf(file);
  const [householdTitles, ...householdRows] = sheets['贫困户']!;
  const [memberTitles, ...memberRows] = sheets['家庭成员']!;
  const [householdMatch, memberMatch] = [matchTitles(householdTitles!), matchTitles(memberTitles!)];
  expect(householdMatch).toMatchObject({ kind: 'households', missing: [], twice: [], ignored: [] });
  expect(memberMatch).toMatchObject({ kind: 'members', missing: [], twice: [], ignored: [] });
  const problems = [
    ...householdRows.flatMap((cells) => checkHousehold(householdMatch!, cells, { today, villages, area: '360781' }).problems),
    ...memberRows.flatMap((cells) => checkMember(memberMatch!, cells, { today }).problems),
  ];
  return { households: householdRows.length, members: memberRows.length, codes: problems.map(({ code }) => code) };
}

it('every row of the city is one that the import takes', async () => {
  const workbooks = await writeCity(city, folder);
  let [households, members] = [0, 0];
  for (const { file } of workbooks) {
    const read = await problemsOf(file);
    expect(read.codes).toEqual([]);
    households += read.households;
    members += read.members;
  }
  expect([households, members]).toEqual([city.plan.options.households, city.plan.options.persons]);
  expect((await readdir(folder)).sort()).toEqual([...workbooks.map(({ file }) => file), 'manifest.json'].sort());
});

it('begins another workbook before a sheet gets too long', async () => {
  const workbooks = await writeCity(city, folder, 60);
  expect(workbooks.length).toBeGreaterThan(city.townships.length);
  expect(workbooks.reduce((sum, { persons }) => sum + persons, 0)).toBe(city.plan.options.persons);
  for (const { file, persons } of workbooks) {
    expect(persons).toBeLessThan(60);
    expect((await sheetsOf(file))['家庭成员']).toHaveLength(persons + 1);
  }
});

it('writes the same bytes for the same seed', async () => {
  const [first] = await writeCity(city, folder);
  const before = await readFile(join(folder, first!.file));
  await writeCity(generateCity({ households: 600 }), folder);
  expect(before.equals(await readFile(join(folder, first!.file)))).toBe(true);
});

it('the broken workbook has each defect once, and three correct households', async () => {
  const { file, defects } = await writeBroken(city, folder);
  const inOneRow = (defects as { code: string }[]).map(({ code }) => code).filter((code) => !/^(household\.|duplicate)/.test(code));
  const found = (await problemsOf(file)).codes;
  expect(found.sort()).toEqual(inOneRow.sort());
});

it('each rule that the import keeps out has a hit and a near miss in a workbook of the city: the hit refused by its cell, the near miss not', async () => {
  const planted = await writeFaults(city, folder);
  const refused = Object.keys(REFUSED_AT_IMPORT);
  expect(refused).toEqual(['Q1', 'Q2', 'Q3', 'Q5']);
  for (const rule of refused)
    expect([rule, planted.filter((one) => one.rule === rule).map(({ kind }) => kind)]).toEqual([rule, ['hit', 'near-miss']]);
  const { 家庭成员: [titles, ...rows] = [] } = await sheetsOf(FAULTS_FILE);
  const match = matchTitles(titles!)!;
  const numberAt = titles!.indexOf('户编号');
  const found = rows.flatMap((cells) =>
    checkMember(match, cells, { today }).problems.map(({ code, title }) => `${String(cells[numberAt])} ${title} ${code}`),
  );
  const hits = planted.filter(({ kind, code }) => kind === 'hit' && code !== 'duplicate');
  expect(found.sort()).toEqual(hits.map(({ householdNumber, title, code }) => `${householdNumber} ${title} ${code}`).sort());
});
