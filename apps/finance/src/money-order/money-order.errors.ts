import { Refusal } from '@jingzhun/domain/refusal';

export class MoneyOrderNotFound extends Refusal {
  constructor() {
    super({
      code: 'money-order.not-found',
      status: 404,
      zh: { title: '没有这笔拨款申请', detail: '没有找到该拨款申请。', next: '请刷新页面，在拨款申请中重新选择。' },
      en: { title: 'No such order', detail: 'There is no such order of money.', next: 'Reload the page and choose again.' },
    });
  }
}

export class MoneyOrderDecided extends Refusal {
  constructor() {
    super({
      code: 'money-order.decided',
      status: 409,
      zh: { title: '已经办结', detail: '这笔拨款申请已经批准或退回。', next: '请刷新页面查看结果；仍需拨款的，请另行提出申请。' },
      en: {
        title: 'Decided already',
        detail: 'The order is approved or refused.',
        next: 'Reload the page; propose another one if it is needed.',
      },
    });
  }
}

export class MoneyOrderNeedsAnother extends Refusal {
  constructor() {
    super({
      code: 'money-order.same-person',
      status: 403,
      zh: { title: '须由另一人审批', detail: '这笔拨款由您提出：提出和审批须由两个人办理。', next: '请转交另一名资金审批人办理。' },
      en: {
        title: 'Another person decides',
        detail: 'You have proposed this order: proposing and approving are two persons’ work.',
        next: 'Ask another finance approver.',
      },
    });
  }
}

export class NotToTakeBack extends Refusal {
  constructor() {
    super({
      code: 'money-order.not-to-take-back',
      status: 409,
      zh: {
        title: '不能冲回',
        detail: '只有已批准入账、尚未冲回的基金存入可以冲回。',
        next: '请刷新页面查看；已提出冲回的，请由资金审批人办理。',
      },
      en: {
        title: 'Nothing to take back',
        detail: 'Only a provision that was approved and is not being taken back can be.',
        next: 'Reload the page; one that waits is decided by a finance approver.',
      },
    });
  }
}

export class RiskFundIsUsed extends Refusal {
  constructor() {
    super({
      code: 'money-order.risk-fund-used',
      status: 409,
      zh: {
        title: '基金已用于代偿',
        detail: '基金余额少于这笔存入的金额，不能整笔冲回。没有任何改动。',
        next: '请先办理代偿款追回，或按银行对账单核实后再冲回。',
      },
      en: {
        title: 'The fund has been used',
        detail: 'Less is left in the fund than this provision brought: it cannot be taken back whole. Nothing was changed.',
        next: 'Recover what was compensated first, or check it with the statement of the bank.',
      },
    });
  }
}
