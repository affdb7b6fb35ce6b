import { formatYuan, type Fen } from '@jingzhun/domain/money';
import { Refusal } from '@jingzhun/domain/refusal';

export class WaiverTooMuch extends Refusal {
  constructor(mostFen: number) {
    const sum = formatYuan(mostFen as Fen);
    super({
      code: 'loan.waiver-too-much',
      status: 422,
      zh: {
        title: '减免金额过多',
        detail: `现在最多可减免罚息 ${sum} 元：不超过未收的罚息，也不超过申请减免的金额。`,
        next: '请减少金额后再提交；需要多减免的，由银行另一名经办人先按新的金额重新申请减免。',
      },
      en: {
        title: 'More than can be waived',
        detail: `At most ${sum} yuan of penalty interest can be waived now: no more than is owed, and no more than was asked for.`,
        next: 'Enter less; for more, another clerk of the bank asks for it first.',
      },
    });
  }
}

export class WaiverOfOneLoan extends Refusal {
  constructor() {
    super({
      code: 'loan.waiver-of-one',
      status: 422,
      zh: {
        title: '金额只用于一笔贷款的罚息减免',
        detail: '减免罚息的金额只能对一笔贷款填写，其他环节没有金额。',
        next: '请逐笔填写减免金额；全部减免的，不填金额。',
      },
      en: {
        title: 'A sum is for the penalty of one loan',
        detail: 'A sum is entered for the waiver of one loan; other steps have none.',
        next: 'Enter the sum loan by loan, or none to waive all.',
      },
    });
  }
}
