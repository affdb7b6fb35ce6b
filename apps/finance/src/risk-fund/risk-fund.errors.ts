import { formatYuan, type Fen } from '@jingzhun/domain/money';
import { Refusal } from '@jingzhun/domain/refusal';

export class LenderBankNotFound extends Refusal {
  constructor() {
    super({
      code: 'lender-bank.not-found',
      status: 404,
      zh: { title: '没有这家合作银行', detail: '没有找到该编码的合作银行。', next: '请在“合作银行与风险缓释基金”页面重新选择。' },
      en: { title: 'No such bank', detail: 'There is no lender bank of this code.', next: 'Go back to the list of lender banks.' },
    });
  }
}

export class LenderBankExists extends Refusal {
  constructor() {
    super({
      code: 'lender-bank.exists',
      status: 409,
      zh: { title: '银行编码已存在', detail: '该编码已登记为另一家合作银行。', next: '请核对列表，或换用其他编码。' },
      en: { title: 'The code is taken', detail: 'A lender bank of this code is recorded.', next: 'Look at the list or take another code.' },
    });
  }
}

export class NoRiskFundMoney extends Refusal {
  constructor() {
    super({
      code: 'risk-fund.other-purpose',
      status: 422,
      zh: {
        title: '资金用途不符',
        detail: '所选资金不是风险缓释基金用途。',
        next: '请选择用途为“风险缓释基金”的资金，或先在预算中设立。',
      },
      en: {
        title: 'For another purpose',
        detail: 'The chosen fund is not one for risk compensation.',
        next: 'Choose a fund of that purpose, or set one up in the budget.',
      },
    });
  }
}

export class LeverageUsedUp extends Refusal {
  constructor(roomFen: number) {
    const left = formatYuan(Math.max(0, roomFen) as Fen);
    super({
      code: 'risk-fund.leverage-used-up',
      status: 409,
      zh: {
        title: '风险缓释基金额度不足',
        detail: `该银行的基金还可支持 ${left} 元贷款。`,
        next: '请待其他贷款归还，或请县财政局增加基金后再办理。',
      },
      en: {
        title: 'The risk fund is used up',
        detail: `The fund at this bank carries ${left} yuan more.`,
        next: 'Wait for repayments, or ask the county to add to the fund.',
      },
    });
  }
}

export class RiskFundSpent extends Refusal {
  constructor() {
    super({
      code: 'risk-fund.spent',
      status: 409,
      zh: {
        title: '风险缓释基金余额不足',
        detail: '冲销后基金余额会成为负数：追回的款项已用于其他代偿。',
        next: '请县级先向该银行的基金补充资金，再办理冲销。',
      },
      en: {
        title: 'The risk fund is spent',
        detail: 'Reversed, the fund would be below nothing: what came back was paid out for another loss.',
        next: 'Let the county add to the fund of this bank first.',
      },
    });
  }
}
