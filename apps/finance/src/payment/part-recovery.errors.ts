import { formatYuan, type Fen } from '@jingzhun/domain/money';
import { Refusal } from '@jingzhun/domain/refusal';

const yuan = (fen: number): string => formatYuan(fen as Fen);

export class PaymentNotInPlace extends Refusal {
  constructor() {
    super({
      code: 'payment.part-not-paid',
      status: 409,
      zh: {
        title: '这笔款项没有到账',
        detail: '只有已经到账、没有退回也没有整笔追回的款项，才能追回一部分。没有任何改动。',
        next: '请在付款批次中查看这笔款项目前的状态。',
      },
      en: {
        title: 'The payment has not arrived',
        detail: 'A part comes back only of what has arrived and was neither returned nor taken back whole. Nothing was changed.',
        next: 'Look the payment up in its batch.',
      },
    });
  }
}

export class NotTakenBackInParts extends Refusal {
  constructor() {
    super({
      code: 'payment.part-not-of-this-kind',
      status: 409,
      zh: {
        title: '这类款项不这样追回',
        detail: '贴息多付的部分，通过更正该季度的贴息申报在下一季抵扣，不另记追回。没有任何改动。',
        next: '请在“贷款贴息申报”中由银行更正该季度申报。',
      },
      en: {
        title: 'Not of this kind of payment',
        detail:
          'Interest subsidy that was too much is set off by correcting the claim of the quarter, not taken back beside it. Nothing was changed.',
        next: 'Have the bank correct its claim of the quarter.',
      },
    });
  }
}

export class PartTooMuch extends Refusal {
  constructor(leftFen: number) {
    super({
      code: 'payment.part-too-much',
      status: 409,
      zh: {
        title: '超过还能追回的金额',
        detail: `这笔款项扣除已追回部分，最多还能追回 ${yuan(leftFen)} 元。没有任何改动。`,
        next: '请核对缴款凭证上的金额后重新填写。',
      },
      en: {
        title: 'More than is left',
        detail: `Of this payment at most ${yuan(leftFen)} yuan can still come back. Nothing was changed.`,
        next: 'Compare it with the receipt and enter it again.',
      },
    });
  }
}

export class PartNotLess extends Refusal {
  constructor(leftFen: number) {
    super({
      code: 'payment.part-is-all',
      status: 409,
      zh: {
        title: '这是全部余额，请整笔追回',
        detail: `这笔奖补还剩 ${yuan(leftFen)} 元，全部追回要由奖补申请办理，地块和限额才会放开。没有任何改动。`,
        next: '请打开奖补申请，办理“要求追回”和“确认追回”。',
      },
      en: {
        title: 'That is all of it',
        detail: `${yuan(leftFen)} yuan are left of this subsidy: all of it is taken back by its application, which frees the parcel and the limits. Nothing was changed.`,
        next: 'Open the application and take it back there.',
      },
    });
  }
}

export class PartInFuture extends Refusal {
  constructor(today: string) {
    super({
      code: 'payment.part-in-future',
      status: 422,
      zh: { title: '日期还没有到', detail: `缴款日期不能晚于今天（${today}）。没有任何改动。`, next: '请照缴款凭证填写日期。' },
      en: {
        title: 'The day has not come',
        detail: `The day on which it came back cannot be after today (${today}). Nothing was changed.`,
        next: 'Copy the day from the receipt.',
      },
    });
  }
}

/** Of many taken back by one receipt: those that were credited after its day, by their place among the chosen. */
export interface CreditedLater {
  readonly id: string;
  readonly place: number;
  readonly paidOn: string;
}

export class PartBeforePayment extends Refusal {
  constructor(paidOn: string, among: readonly CreditedLater[] = []) {
    super({
      code: 'payment.part-before-payment',
      status: 422,
      zh: {
        title: '日期早于到账',
        detail: `缴款日期早于${among.length > 1 ? `其中 ${among.length} 笔款项的到账日期（最晚 ${paidOn}）` : `这笔款项的到账日期（${paidOn}）`}。没有任何改动。`,
        next: '请照缴款凭证填写日期；不是同一天、同一张凭证退回的款项，请分开办理。',
      },
      en: {
        title: 'Before it was paid',
        detail: `It cannot have come back before it was credited (${paidOn}). Nothing was changed.`,
        next: 'Copy the day from the receipt; take back apart what did not come back on one day with one receipt.',
      },
      ...(among.length > 0 && {
        problems: among.slice(0, 200).map((one) => ({
          pointer: `/cases/${one.id}`,
          code: 'payment.part-before-payment',
          zh: `第${one.place}件（按所选次序）：${one.paidOn} 到账，缴款不能早于这一天。`,
          en: `Number ${one.place} of the chosen: credited on ${one.paidOn}; it cannot have come back before.`,
        })),
      }),
    });
  }
}

export class PartWaits extends Refusal {
  constructor() {
    super({
      code: 'payment.part-waits',
      status: 409,
      zh: {
        title: '已有一笔追回待审批',
        detail: '同一笔款项一次只能有一笔部分追回等待审批。没有任何改动。',
        next: '请由资金审批人先在“预算与资金”的拨款申请中办理那一笔，或由提出人撤回。',
      },
      en: {
        title: 'One waits already',
        detail: 'One part of a payment at a time waits for its approval. Nothing was changed.',
        next: 'Have the finance approver decide that one first, or who proposed it withdraw it.',
      },
    });
  }
}
