import type { MoneyOrder } from '../src/api/finance/money-orders.js';

/** A provision that waits, proposed by somebody else. */
export const provision: MoneyOrder = {
  ...{ batchId: null, householdNumber: null, area: null, interestClaimId: null },
  ...{ id: 'o1', number: 1, kind: 'provision', fundCode: 'risk-fund-2016', bankCode: 'rcb', amountFen: 500_000_000, on: '2016-03-14' },
  ...{
    fundNameZh: '2016年风险缓释基金',
    fundNameEn: 'Risk fund 2016',
    bankNameZh: '瑞金农商银行',
    bankNameEn: 'Ruijin Rural Commercial Bank',
  },
  ...{
    sourceDocument: '瑞财〔2016〕7号',
    reason: '设立基金',
    state: 'proposed',
    isTakenBack: false,
    proposedByName: '钱思源',
    isOwn: false,
    isWithdrawn: false,
  },
  ...{ decidedByName: null, refusal: null, version: 1, against: [] },
};
