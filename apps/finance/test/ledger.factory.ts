import { randomUUID } from 'node:crypto';
import type { Principal } from '@jingzhun/auth';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { sessionOf } from '@jingzhun/persistence';
import { Ledger } from '../src/ledger/ledger.js';
import { pair, type Posting } from '../src/ledger/posting.js';
import { officer, startFinance, type Finance } from './service.js';

export const PLACE = { placeCode: '360781102208' };
export const CODES = ['treasury', 'fund/industry-2015', 'payable/reward-subsidy', 'expense/reward-subsidy'];

/** 5,000 yuan of reward subsidies, paid. */
export const posting = (over: Partial<Posting> = {}): Posting => ({
  on: '2016-06-10' as PlainDate,
  kind: 'payment',
  cause: { type: 'payment', id: randomUUID() },
  text: '发放产业奖补',
  lines: pair('payable/reward-subsidy', 'treasury', 500_000, PLACE),
  ...over,
});

/** A book with four accounts and nothing in them. */
export interface Book {
  readonly finance: Finance;
  readonly ledger: Ledger;
  readonly clerk: Principal;
  post(wanted: Posting): ReturnType<Ledger['post']>;
}

export async function startBook(): Promise<Book> {
  const finance = await startFinance();
  const ledger = finance.app.get(Ledger);
  const clerk = officer();
  await finance.db.connection(sessionOf(clerk), (client) =>
    ledger.open(
      client,
      CODES.map((code) => ({
        code,
        nameZh: code,
        nameEn: code,
        kind: 'asset',
        ...(code.startsWith('fund') ? { fundCode: 'industry-2015' } : {}),
      })),
    ),
  );
  return {
    ...{ finance, ledger, clerk },
    post: (wanted) => finance.db.connection(sessionOf(clerk), (client) => ledger.post(client, wanted, clerk)),
  };
}
