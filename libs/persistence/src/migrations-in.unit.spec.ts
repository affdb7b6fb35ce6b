import { migrationsIn } from './migrations-in.js';

const FOLDER = new URL('../test/migrations/', import.meta.url);
const [FIRST, SECOND, THIRD] = [
  'Migration20161201000000_First',
  'Migration20161202000000_Second',
  'Migration20161203000000_Third',
] as const;
const namesIn = async (...[folder, released]: Parameters<typeof migrationsIn>): Promise<string[]> =>
  (await migrationsIn(folder, released)).map(({ name }) => name);

describe('the migrations of a folder', () => {
  it('are in order of their names, and nothing else of the folder', async () => {
    expect(await namesIn(FOLDER, [])).toEqual([FIRST, SECOND, THIRD]);
  });

  it('keep the order in which they were released, and what is new comes after', async () => {
    expect(await namesIn(FOLDER, [SECOND, FIRST])).toEqual([SECOND, FIRST, THIRD]);
  });

  it('are refused when a new one would stand before what counties have applied', async () => {
    await expect(migrationsIn(FOLDER, [FIRST, THIRD])).rejects.toThrow(
      `a new migration is named after ${THIRD}, the last one released: ${SECOND}`,
    );
  });

  it('are refused when a released one is gone, or a file does not hold what its name says', async () => {
    const gone = 'Migration20161130000000_Gone';
    await expect(migrationsIn(FOLDER, [gone, FIRST])).rejects.toThrow(`a released migration never goes: ${gone}`);
    await expect(migrationsIn(new URL('../test/misnamed/', import.meta.url), [])).rejects.toThrow(`${FIRST}.ts exports no class ${FIRST}`);
  });
});
