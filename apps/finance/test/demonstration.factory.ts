import type { Principal, Role } from '@jingzhun/auth';
import { KilledLoader } from '@jingzhun/service-shell/testing';
import { officer, startFinance, COUNTY, type Finance } from './service.js';

/** As the gateway names them (`apps/gateway/src/demo/demo-accounts.ts`). */
const ACCOUNTS: Readonly<Record<string, readonly [Role, string]>> = {
  'qian.finance': ['county-officer', COUNTY],
  'meng.approve': ['finance-approver', COUNTY],
  'kang.cashier': ['cashier', COUNTY],
  'zhou.bank': ['bank-clerk', COUNTY],
  'wei.bank': ['bank-clerk', COUNTY],
  'deng.rentian': ['township-officer', '360781102'],
  'fang.rentian': ['township-officer', '360781102'],
  'ye.fenggang': ['village-cadre', '360781102208'],
  'zhong.fenggang': ['village-cadre', '360781102208'],
  'lai.hengkeng': ['village-cadre', '360781102210'],
  'zeng.hengkeng': ['village-cadre', '360781102210'],
  'shao.system': ['system-admin', COUNTY],
};
/** Households of each village, enough for every part of the demonstration. */
const VILLAGES: Readonly<Record<string, number>> = { '360781102208': 8, '360781102210': 8, '360781102211': 10, '360781103206': 14 };
const BEGAN = '2015-04-20T09:00:00+08:00';
const NOW = '2016-03-01T09:00:00+08:00';

export interface DemonstratedFinance {
  finance: Finance;
  /** Commands that were answered, files, previews and the moving of the clock left out: `who path body`. */
  readonly sent: string[];
  /** @param commands after how many the loader dies; absent: it lives. @returns whether it came to its end */
  load(commands?: number): Promise<boolean>;
  stop(): Promise<void>;
}

type LoadFinance = (with_: object) => Promise<void>;

/** Finance on a small city of its own, and the loader of the demonstration beside it, which can be killed between any two commands. */
export async function demonstratedFinance(): Promise<DemonstratedFinance> {
  const script = new URL('../../../tools/demo/finance.mjs', import.meta.url).href;
  const { loadFinance } = (await import(script)) as { loadFinance: LoadFinance };
  const finance = await startFinance(new Date(BEGAN));
  const households = await settle(finance);
  const people = new Map(
    Object.entries(ACCOUNTS).map(([userName, [role, area]]): [string, Principal] => [
      userName,
      { ...officer([role], area), ...(role === 'bank-clerk' ? { bank: 'rcb' } : {}) },
    ]),
  );
  const loader = new KilledLoader(finance, people);
  let behindAt: string | undefined = BEGAN;
  return {
    finance,
    sent: loader.sent,
    load(commands) {
      const behind = {
        now: () => behindAt,
        reached: (at: string) => void (behindAt = at),
        caughtUp: () => void (behindAt = undefined),
      };
      const stops = { throwIfStopping: () => undefined };
      const given = { signIn: loader.signIn, households, clock: () => NOW, behind, say: () => undefined, stops };
      return loader.run(() => loadFinance(given), commands);
    },
    stop: () => finance.stop(),
  };
}

/** Divisions and households as identification would have told them; the same ones in every database. */
async function settle(finance: Finance): Promise<number> {
  const villages = Object.keys(VILLAGES);
  const townships = [...new Set(villages.map((code) => code.slice(0, 9)))];
  const divisions = [
    [`${COUNTY}000000`, 'county', null],
    ...townships.map((code) => [`${code}000`, 'township', `${COUNTY}000000`]),
    ...villages.map((code) => [code, 'village', `${code.slice(0, 9)}000`]),
  ] as const;
  for (const [code, level, parent] of divisions)
    await finance.look(
      `insert into directory_division (code, version, name, level, kind, parent_code, valid_from) values ($1, 1, $2, $3, 'ordinary', $4, '2010-01-01')
       on conflict (code) do nothing`,
      [code, `示例${code.slice(-6)}`, level, parent],
    );
  let made = 0;
  for (const [village, count] of Object.entries(VILLAGES))
    for (let i = 0; i < count; i += 1) {
      made += 1;
      const id = `00000000-0000-4000-8000-${village}`.slice(0, -2).padEnd(34, '0') + String(made).padStart(2, '0');
      const head = `示例${String.fromCodePoint(0x4e00 + made)}`;
      await finance.look(
        `insert into directory_household (id, version, number, village_code, status, category, secondary_causes, head_name, member_count, registered_on, registered_elsewhere)
         values ($1, 1, $2, $3, 'registered', 'general', '{}', $4, 3, '2014-12-31', true)`,
        [id, `${village}${String(made).padStart(4, '0')}`, village, head],
      );
      for (const [n, name] of [head, `${head}妻`, `${head}子`].entries())
        await finance.look(
          `insert into directory_person (household_id, person_id, village_code, name, sex, birth_year, relation, is_head) values ($1, $2, $3, $4, 'male', $5, $6, $7)`,
          [id, id.replace(/^0{8}/, `0000000${n + 1}`), village, name, 1970 + n, n === 0 ? '01' : '02', n === 0],
        );
    }
  return made;
}
