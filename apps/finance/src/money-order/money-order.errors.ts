import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';

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
      zh: {
        title: '须由另一人审批',
        detail: '这笔拨款由您提出：提出和审批须由两个人办理。',
        next: '请转交另一名资金审批人办理；填写有误或不再需要的，请“撤回申请”。',
      },
      en: {
        title: 'Another person decides',
        detail: 'You have proposed this order: proposing and approving are two persons’ work.',
        next: 'Ask another finance approver, or withdraw it if it is wrong or not needed any more.',
      },
    });
  }
}

/** What ends or takes back what one household was promised is looked at by itself. */
export class OrderOneByOne extends Refusal {
  constructor() {
    super({
      code: 'money-order.one-by-one',
      status: 409,
      zh: {
        title: '须逐份审批',
        detail: '停止发放和追回部分付款关系到一户的权益，不能与其他申请一并批准。',
        next: '请取消选择这份申请，其余的一并批准；再单独打开这份，核对后批准。',
      },
      en: {
        title: 'Approved one by one',
        detail: 'Giving up or taking back what a household was promised is not approved together with other orders.',
        next: 'Leave it out and approve the others together; then look at it and approve it by itself.',
      },
    });
  }
}

export class MoneyOrderNotOwn extends Refusal {
  constructor() {
    super({
      code: 'money-order.not-own',
      status: 403,
      zh: { title: '只能由提出人撤回', detail: '这笔拨款申请由他人提出。没有任何改动。', next: '请由提出人撤回，或由资金审批人退回申请。' },
      en: {
        title: 'Only who proposed it withdraws it',
        detail: 'Another person has proposed this order. Nothing was changed.',
        next: 'Ask who proposed it to withdraw it, or a finance approver to refuse it.',
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

export class TakenBackBeforeProvision extends Refusal {
  constructor(provisionOn: string) {
    super({
      code: 'money-order.before-provision',
      status: 422,
      zh: {
        title: '冲回日期不对',
        detail: `这笔存入的日期是 ${provisionOn}，冲回不能早于这一天。`,
        next: '请填写存入当天或之后、今天或之前的日期；已提出的申请请由资金审批人退回后重新提出。',
      },
      en: {
        title: 'The date is wrong',
        detail: `The provision is of ${provisionOn}: it cannot be taken back before that day.`,
        next: 'Write that day or a later one, up to today; an order that waits is refused and proposed anew.',
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
        title: '基金仍在使用',
        detail: '冲回后，基金余额按放大倍数不足以支撑该银行已批准和尚未收回的贷款，或者基金已用于代偿、余额不够。没有任何改动。',
        next: '金额录错的，请先按正确金额另行存入并批准，再冲回这一笔；否则请等贷款收回或代偿款追回后再办理。',
      },
      en: {
        title: 'The fund is in use',
        detail:
          'Without this provision the fund would no longer carry what the bank has promised and lent, or less is left because it paid for losses. Nothing was changed.',
        next: 'If the amount was mistyped, provide the right amount first and then take this one back; otherwise wait until loans or compensations come back.',
      },
    });
  }
}

/** One order at a time for a payment or a grant. */
export class OrderWaits extends Refusal {
  constructor() {
    super({
      code: 'money-order.waits',
      status: 409,
      zh: {
        title: '已有申请待审批',
        detail: '这笔款项已经有一份申请，还没有审批。没有任何改动。',
        next: '请由资金审批人（不是提出人）在“预算与资金”的拨款申请中先批准或退回，或由提出人撤回。',
      },
      en: {
        title: 'An order waits already',
        detail: 'For this payment or grant an order waits for its approval. Nothing was changed.',
        next: 'A finance approver (not who proposed it) approves or refuses it first, in the orders of money of the budget page, or who proposed it withdraws it.',
      },
    });
  }
}

/** Several approved in one go: one that cannot be stops all. */
export class OrdersNotApproved extends Refusal {
  constructor(problems: readonly RefusalProblem[], chosen: number) {
    super({
      code: 'money-order.none-approved',
      status: 409,
      zh: {
        title: '一份也没有批准',
        detail: `所选 ${chosen} 份中有 ${problems.length} 份现在不能批准。没有任何改动。`,
        next: '请取消选择所列各份后再一并批准；所列的另行办理：由您提出的转交另一名资金审批人，不能再批准的“退回申请”。',
      },
      en: {
        title: 'None was approved',
        detail: `Of the ${chosen} chosen, ${problems.length} cannot be approved now. Nothing was changed.`,
        next: 'Leave out those named and approve the others; those named are dealt with apart: an own one by another finance approver, one that cannot be approved any more is refused.',
      },
      problems,
    });
  }
}

/**
 * What the books refuse at the approval, because something came between: who approves changes no figure of another's order, and an order
 * that stays keeps the next one out. @returns the same refusal with what is left to do, or the fault as it came
 */
export const tellToRefuse = (error: unknown): unknown =>
  error instanceof Refusal && error.status === 409
    ? new Refusal({
        ...error,
        zh: { ...error.zh, next: `${error.zh.next}本申请不能再批准的，请“退回申请”。` },
        en: { ...error.en, next: `${error.en.next} Where this order cannot be approved any more, refuse it.` },
      })
    : error;
