import { randomUUID } from 'node:crypto';
import type { Principal } from '@jingzhun/auth';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { sessionOf } from '@jingzhun/persistence';
import { PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import type { Caller } from '@jingzhun/service-shell/testing';
import { Commitments } from '../src/budget/commitments.js';
import { approverOf, funded } from './by-two.js';
import { COUNTY, officer, startFinance, type Finance } from './service.js';

export const FUND = 'industry-2015';
export const VILLAGE = '360781102208';
export const RECORDED = { sourceDocument: '瑞财〔2015〕1号', reason: '年度预算' };

/** A county with one fund of 280 million, nothing allotted yet. */
export interface BudgetOffice {
  readonly finance: Finance;
  readonly clerk: Principal;
  readonly commitments: Commitments;
  readonly policy: PolicySnapshot;
  county(): Caller;
  commit(amountFen: number, village?: string, id?: string): Promise<void>;
  /** In the allotment of an area. */
  left(area: string): Promise<number>;
}

export async function startBudget(): Promise<BudgetOffice> {
  const finance = await startFinance();
  const commitments = finance.app.get(Commitments);
  const policy = await finance.app.get(PolicyService).snapshot('2016-06-15' as PlainDate, COUNTY as never);
  const clerk = officer();
  const county = () => finance.as(clerk);
  await county()
    .post('/budget/funds', { code: FUND, nameZh: '2015年产业扶贫资金', nameEn: 'industry fund of 2015', purpose: 'industry' })
    .expect(201);
  await funded(county(), approverOf(finance), FUND, { amountFen: 28_000_000_000, on: '2016-06-01', ...RECORDED });
  return {
    ...{ finance, clerk, commitments, policy, county },
    commit: (amountFen, village = VILLAGE, id = randomUUID()) =>
      finance.db.transaction(sessionOf(clerk), (em) =>
        commitments.commit(em, [{ fundCode: FUND, villageCode: village, amountFen, cause: { type: 'test', id } }], policy),
      ),
    left: async (area) => {
      const { body } = await county().get(`/budget/funds/${FUND}`).expect(200);
      return body.allotments.find((allotment: { area: string }) => allotment.area === area).leftFen;
    },
  };
}
