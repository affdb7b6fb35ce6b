import { readFileSync } from 'node:fs';

interface DivisionRow {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly validFrom?: string;
  readonly validTo?: string;
}

const pack = JSON.parse(readFileSync(new URL('../../../../libs/policy/packs/ruijin/divisions.json', import.meta.url), 'utf8')) as {
  rows: DivisionRow[];
};

const levelOf = (code: string) => (code.endsWith('000000') ? 'county' : code.endsWith('000') ? 'township' : 'village');
const parentOf = (code: string) =>
  code.endsWith('000000') ? null : code.endsWith('000') ? `${code.slice(0, 6)}000000` : `${code.slice(0, 9)}000`;

export const divisions = pack.rows
  .filter((row) => !row.validTo)
  .map((row) => ({
    ...row,
    level: levelOf(row.code),
    parentCode: parentOf(row.code),
    validFrom: row.validFrom ?? '1994-05-18',
    validTo: null,
    successorCode: null,
  }));

const villages = divisions.filter((division) => division.level === 'village').map((division) => division.code);
const families = [...'刘钟杨陈赖曾谢罗邱李黄朱张胡廖温宋危许郭'];
const given = ['水生', '发娣', '春秀', '明亮', '金莲', '建平', '桂香', '小军', '秋菊', '福生', '玉兰', '国华', '细妹', '长根', '冬英'];
const causes = ['01', '01', '01', '01', '02', '03', '08', '07', '09', '11', '05', '10', '04', '99'];

/** A small generator that always makes the same city. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const next = numbers(20161123);
const one = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;

export const households = Array.from({ length: 25_323 }, (_, index) => {
  const members = 1 + Math.floor(next() * 3 + next() * 3);
  return {
    id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    number: `360781${String(index + 1).padStart(8, '0')}`,
    villageCode: villages[Math.floor((index / 25_323) * villages.length)] as string,
    groupName: `第${1 + (index % 9)}组`,
    headName: one(families) + one(given),
    memberCount: members,
    category: next() < 0.55 ? 'general' : next() < 0.8 ? 'livingAllowance' : 'fiveGuarantee',
    status: next() < 0.9 ? 'registered' : 'exited',
    mainCause: one(causes),
    netIncomePerPersonFen: next() < 0.05 ? null : Math.floor(90_000 + next() * 210_000),
    registeredOn: '2014-12-31',
    registeredElsewhere: next() < 0.003,
    version: 1 + Math.floor(next() * 3),
    openFindings: next() < 0.06 ? 1 : 0,
    pendingCorrections: next() < 0.01 ? 1 : 0,
  };
});

export const personName = (): string => one(families) + one(given);
