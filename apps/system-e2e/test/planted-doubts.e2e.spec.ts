import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Officer } from '../src/officer.js';
import { until } from '../src/until.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const HOUSEHOLDS = process.env['E2E_HOUSEHOLDS'] ?? '1200';
const API = '/api/identification/v1';
const root = path.resolve(import.meta.dirname, '../../..');

interface Planted {
  rule: string;
  kind: 'hit' | 'near-miss';
  whatZh: string;
  householdNumber: string;
}
interface Finding {
  rule: string;
  householdNumber: string;
}

/** The city says what it planted; the register, which knows nothing of it, must have found exactly that. */
describe('doubts planted in the city', () => {
  let folder: string;
  let officer: Officer;
  const generate = async (...more: string[]): Promise<void> => {
    const args = ['--conditions=@jingzhun/source', '--import', './tools/ts.mjs', 'tools/city/generate.ts', '--out', folder];
    // the same size gives the same city as the product was loaded with
    await promisify(execFile)(process.execPath, [...args, '--households', HOUSEHOLDS, ...more], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
  };

  /** Uploads a workbook and waits until it is checked. @returns its id */
  const checked = async (file: string): Promise<string> => {
    const uploaded = await officer.upload(`${API}/imports`, readFileSync(file), {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'X-File-Name': encodeURIComponent(path.basename(file)),
    });
    const { id } = uploaded.body as { id: string };
    await until('the workbook is checked', async () => {
      const { body } = await officer.get(`${API}/imports/${id}`);
      return (body as { state: string }).state === 'previewed';
    });
    return id;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'jingzhun-planted-'));
    officer = await Officer.signIn(ADDRESS, 'lin.upload');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('each hit of a checked rule is found, no near-miss is, and nothing else', async () => {
    await generate();
    const { planted, hitsRefused, notChecked } = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as {
      planted: Planted[];
      hitsRefused: Record<string, string>;
      notChecked: Record<string, string>;
    };
    const found: Finding[] = [];
    for (let cursor = ''; ;) {
      const { body } = await officer.get(`${API}/findings?limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      const page = body as { items: Finding[]; nextCursor: string | null };
      found.push(...page.items);
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    const line = ({ rule, householdNumber }: Finding): string => `${rule} ${householdNumber}`;
    const ofKind = (kind: Planted['kind']): string[] => planted.filter((one) => one.kind === kind).map(line);
    const lines = new Set(found.map(line));
    expect(ofKind('hit').filter((one) => !lines.has(one))).toEqual([]);
    expect(ofKind('near-miss').filter((one) => lines.has(one))).toEqual([]);
    // households that other tests have registered carry other numbers than those of the city
    expect([...lines].filter((one) => /^Q\d+ 360781\d{11}$/.test(one)).toSorted()).toEqual([...new Set(ofKind('hit'))].toSorted());

    const { body: summary } = await officer.get(`${API}/findings/summary`);
    const { items, checkedRules, waitingRules } = summary as {
      items: { rule: string; checked: boolean; needs?: { zh: string }; count: number }[];
      checkedRules: number;
      waitingRules: number;
    };
    const counted = items.filter((item) => item.checked);
    // a rule without input says what it needs, and is counted as not checked; the others have their hit and near miss
    expect(Object.fromEntries(items.filter((item) => !item.checked).map(({ rule, needs, count }) => [rule, [needs?.zh, count]]))).toEqual(
      Object.fromEntries(Object.entries(notChecked).map(([rule, needs]) => [rule, [needs, 0]])),
    );
    expect([items.length, checkedRules, waitingRules]).toEqual([18, 15, 3]);
    const kindsOf = (rule: string): string[] => [...new Set(planted.filter((one) => one.rule === rule).map(({ kind }) => kind))].toSorted();
    for (const { rule } of counted)
      expect([rule, kindsOf(rule)]).toEqual([rule, rule in hitsRefused ? ['near-miss'] : ['hit', 'near-miss']]);
  });

  it('hits of the other rules are refused by the cell, and their near misses are taken', async () => {
    const { file, correct, planted } = JSON.parse(readFileSync(path.join(folder, 'faults', 'faults.json'), 'utf8')) as {
      file: string;
      correct: number;
      planted: (Planted & { sheet: string; title: string; code?: string })[];
    };
    const id = await checked(path.join(folder, 'faults', file));
    const hits = planted.filter(({ kind }) => kind === 'hit');
    const { body: batch } = await officer.get(`${API}/imports/${id}`);
    const refusedHits = hits.filter(({ code }) => code !== 'duplicate');
    const near = planted.length - hits.length;
    expect([hits.map(({ rule }) => rule), near, (batch as { counts: object }).counts]).toEqual([
      ['Q1', 'Q2', 'Q3', 'Q5'],
      4,
      expect.objectContaining({ householdsNew: correct + near, householdsRefused: refusedHits.length, duplicates: 1 }),
    ]);
    const { body } = await officer.get(`${API}/imports/${id}/refusals?limit=500`);
    const cells = (body as { items: { sheet: string; columnTitle: string; code: string }[] }).items;
    expect(cells.map(({ sheet, columnTitle, code }) => `${sheet} ${columnTitle} ${code}`).toSorted()).toEqual(
      refusedHits.map(({ sheet, title, code }) => `${sheet} ${title} ${code}`).toSorted(),
    );
    expect((await officer.post(`${API}/imports/${id}/discard`, { reason: '演示用' })).status).toBe(200);
  });

  it('what no register row can carry is refused at the door, cell by cell', async () => {
    await generate('--broken');
    const { file, correct, defects } = JSON.parse(readFileSync(path.join(folder, 'broken.json'), 'utf8')) as {
      file: string;
      correct: number;
      defects: { code: string; sheet: string; title: string }[];
    };
    const id = await checked(path.join(folder, file));
    const { body: batch } = await officer.get(`${API}/imports/${id}`);
    const refused = defects.filter(({ code }) => code !== 'duplicate');
    expect((batch as { counts: object }).counts).toMatchObject({
      householdsNew: correct,
      householdsRefused: refused.length,
      duplicates: 1,
    });
    const { body } = await officer.get(`${API}/imports/${id}/refusals?limit=500`);
    const cells = (body as { items: { sheet: string; columnTitle: string; code: string }[] }).items;
    // two heads are marked in both rows
    expect([...new Set(cells.map(({ sheet, columnTitle, code }) => `${sheet} ${columnTitle} ${code}`))].toSorted()).toEqual(
      refused.map(({ sheet, title, code }) => `${sheet} ${title} ${code}`).toSorted(),
    );
    expect((await officer.post(`${API}/imports/${id}/discard`, { reason: '演示用' })).status).toBe(200);
  });
});
