import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Officer } from './officer.js';
import { until } from './until.js';

const API = '/api/identification/v1';
const root = path.resolve(import.meta.dirname, '../../..');

/** A row of an extract that was planted about a household of the city, and what a rule must say of it. */
export interface Answer {
  row: number;
  manner: 'sure' | 'name-differs' | 'old-number' | 'no-number';
  householdNumber: string;
  expected: 'veto' | 'strict' | 'pass' | 'look';
}

export interface Extract {
  kind: string;
  rule: string;
  file: string;
  authority: string;
  asOf: string;
  expected: { rows: number; matched: number; unsure: number; unmatched: number };
  answers: Answer[];
}

export interface Line {
  subject: { id: string; number: string; headName: string };
}

/** The same city as the product's, with the registers of other authorities that belong to it. */
export class RegistersOfCity {
  private constructor(
    private readonly folder: string,
    readonly extracts: readonly Extract[],
    readonly broken: readonly { file: string; refusals?: unknown[] }[],
  ) {}

  static async generated(households: string): Promise<RegistersOfCity> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'jingzhun-registers-'));
    const args = ['--conditions=@jingzhun/source', '--import', './tools/ts.mjs', 'tools/city/generate.ts', '--out', folder];
    await promisify(execFile)(process.execPath, [...args, '--households', households], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const written = readFileSync(path.join(folder, 'registers', 'registers.json'), 'utf8');
    const { extracts, broken } = JSON.parse(written) as Pick<RegistersOfCity, 'extracts' | 'broken'>;
    return new RegistersOfCity(folder, extracts, broken);
  }

  extractOf(kind: string): Extract {
    return this.extracts.find((one) => one.kind === kind) as Extract;
  }

  fileOf(name: string): string {
    return path.join(this.folder, 'registers', name);
  }

  thrownAway(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Numbers of the city's households about whom a rule says so. */
export async function numbersWhere(officer: Officer, rule: string, result: string): Promise<string[]> {
  const found: string[] = [];
  for (let cursor = ''; ;) {
    const query = `rule=${rule}&result=${result}&limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const page = (await officer.get(`${API}/screenings?${query}`)).body as { items: Line[]; nextCursor: string | null };
    found.push(...page.items.map(({ subject }) => subject.number).filter((number) => /^360781\d{11}$/.test(number)));
    if (!page.nextCursor) return found.toSorted();
    cursor = page.nextCursor;
  }
}

export const numbersOf = (answers: readonly Answer[]): string[] => answers.map(({ householdNumber }) => householdNumber).toSorted();

/** Every run over everybody that was ordered has come to its end. */
export const everybodyScreened = (officer: Officer): Promise<unknown> =>
  until('the screening', async () => {
    const { items } = (await officer.get(`${API}/screening-runs`)).body as { items: { state: string }[] };
    return items.length > 0 && items.every(({ state }) => state === 'done');
  });
