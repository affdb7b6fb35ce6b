import { Refusal } from '@jingzhun/domain/refusal';

export class ExtensionTooLong extends Refusal {
  constructor(mostMonths: number) {
    super({
      code: 'loan.extension-refused',
      status: 422,
      zh: {
        title: '展期过长',
        detail: `这笔贷款最多展期 ${mostMonths} 个月（按合同期限和贷款品种的规定）。`,
        next: mostMonths > 0 ? '请减少展期的期数后再提出。' : '这笔贷款不能展期，请另商还款办法。',
      },
      en: {
        title: 'Too long an extension',
        detail: `This loan is extended by ${mostMonths} months at most, by its term and its product.`,
        next: mostMonths > 0 ? 'Propose fewer periods.' : 'It cannot be extended: agree on another way to pay.',
      },
    });
  }
}

const OVERTAKEN = {
  lent: {
    zh: '提出变更之后已有还款须按新合同重新分配，但其后又有放款，或腾出的额度已另作他用',
    en: 'what was paid since would be split anew, but money was lent after it, here or on the room it had left',
  },
  waived: {
    zh: '提出变更之后已减免罚息，按新合同重新计算会少于已减免的数额',
    en: 'penalty interest was waived since: counted by the new contract it would be less than what was given up',
  },
  over: {
    zh: '按新合同从约定之日重新计算，这笔贷款在已登记的收付之前就已结清或到期',
    en: 'counted anew from that day the loan would have been over before what was recorded since',
  },
} as const;

/** Agreed after money had moved that cannot be counted anew by the changed contract. */
export class ContractChangeOvertaken extends Refusal {
  constructor(why: keyof typeof OVERTAKEN, lastDay: string) {
    super({
      code: 'loan.change-overtaken',
      status: 409,
      zh: {
        title: '提出之后又有收付',
        detail: `${OVERTAKEN[why].zh}，这项变更不能再从原定的日期起生效。`,
        next: `请填写原因不予同意，由银行以 ${lastDay} 或之后的日期重新提出。`,
      },
      en: {
        title: 'Money moved since',
        detail: `The change cannot hold from its day any more: ${OVERTAKEN[why].en}.`,
        next: `Refuse it with a reason; the bank proposes it anew from ${lastDay} or later.`,
      },
    });
  }
}

export class ContractChangeDecided extends Refusal {
  constructor() {
    super({
      code: 'loan.change-decided',
      status: 409,
      zh: { title: '合同变更已有人办理', detail: '这项合同变更刚刚已由他人同意或撤回。', next: '请刷新页面核对后再办理。' },
      en: {
        title: 'Decided already',
        detail: 'Somebody else has just decided about this change of the contract.',
        next: 'Reload the page and look again.',
      },
    });
  }
}
