import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { memoryVault } from '@jingzhun/vault/testing';
import { ImportFiles } from './import-files.js';

const ID = '0155560d-0e80-7000-8000-0000000000b1';
const MOST = 1_000;

describe('uploads at rest', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'jz-import-files-'));
  const { files: cipher } = memoryVault();
  /** Of another process: of the same folder and the same keys. */
  const aProcess = (): ImportFiles => new ImportFiles(folder, cipher);
  const lying = (): string[] => readdirSync(path.join(folder, 'identification', 'imports')).filter((name) => name.includes(ID));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('a process that starts leaves alone what another one is receiving', async () => {
    const receiving = aProcess();
    await receiving.receive(ID, Readable.from([Buffer.from('姓名,身份证号')]), MOST);
    aProcess().deleteUnfinished();
    const copy = await receiving.open(ID);
    copy.close();
    receiving.keep(ID);
    expect(receiving.has(ID)).toBe(true);
    receiving.delete(ID);
  });

  it.each([
    ['at the next start', (files: ImportFiles) => files.deleteUnfinished()],
    ['with the deletions of the day', (files: ImportFiles) => files.deleteUnclaimed(() => Promise.resolve(new Set()))],
  ] as const)('what was left for more than an hour is deleted %s', async (_, clean) => {
    await aProcess().receive(ID, Readable.from([Buffer.from('姓名,身份证号')]), MOST);
    expect(lying()).toHaveLength(1);
    const [name = ''] = lying();
    const before = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(path.join(folder, 'identification', 'imports', name), before, before);
    await clean(aProcess());
    expect(lying()).toEqual([]);
  });
});
