import { approveAllotments } from './approve-allotments.js';
import type { Officer } from './officer.js';

const API = '/api/finance/v1';

/** Capacity of two years, a fund with an allotment to 壬田镇, and a scheme paid from it, by those whose deeds they are. What is there stays. */
export async function setUpSubsidies(
  county: Officer,
  approver: Officer,
  { fund, scheme }: { fund: string; scheme: string },
): Promise<void> {
  const recorded = { sourceDocument: '瑞财〔2016〕1号', reason: '年度预算' };
  await county.post(`${API}/budget/funds`, {
    code: fund,
    nameZh: '2016年产业奖补资金',
    nameEn: 'reward subsidies of 2016',
    purpose: 'industry',
  });
  await county.post(`${API}/budget/years`, { year: 2015, capacityFen: 120_000_000_000, ...recorded });
  await county.post(`${API}/budget/years`, { year: 2016, capacityFen: 130_000_000_000, ...recorded });
  await county.post(`${API}/budget/funds/${fund}/changes`, { amountFen: 2_000_000_000, on: '2016-03-01', ...recorded });
  await approveAllotments(approver, fund);
  await county.post(`${API}/budget/funds/${fund}/allotments`, { area: '360781102', amountFen: 100_000_000, ...recorded });
  await approveAllotments(approver, fund);
  await county.post(`${API}/subsidy-schemes`, {
    ...{ code: scheme, nameZh: '2016年产业奖补办法', nameEn: 'reward subsidies of 2016', fundCode: fund },
    ...{ householdCapFen: 1_000_000, batchCapFen: 500_000, certainty: 'S', noteZh: '参照邻县2016年6月标准' },
    sourceDocument: '产业扶贫奖补办法（示例）',
    evidence: [{ code: 'landRight', nameZh: '土地承包或流转证明', nameEn: 'proof of the land', at: 'application', atLeast: 1 }],
    products: [
      { product: 'vegetables', nameZh: '蔬菜', unit: 'centiMu', minimum: 200, ratesFen: [50_000], capQuantity: 1_000 },
      { product: 'navelOrange', nameZh: '脐橙', unit: 'centiMu', minimum: 200, ratesFen: [60_000, 20_000, 20_000], capQuantity: 500 },
    ],
  });
}
