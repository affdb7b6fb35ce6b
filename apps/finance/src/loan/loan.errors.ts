import { formatYuan, type Fen } from '@jingzhun/domain/money';
import { kebab, type CheckedNeed } from '@jingzhun/domain/lifecycle';
import { Refusal } from '@jingzhun/domain/refusal';
import { NotYourOffice, ReasonNeeded, StepNotPossible, StepNotYet, type StepRefusals } from '@jingzhun/domain/step-refusal';
import { OFFICES, type OfficeName } from './lifecycle/lifecycle.js';
import { LoanStates, type LoanState } from './lifecycle/loan-state.js';

export class LoanNotFound extends Refusal {
  constructor() {
    super({
      code: 'loan.not-found',
      status: 404,
      zh: { title: '没有这笔贷款', detail: '在您的辖区（或您的银行）没有这笔贷款。', next: '请返回贷款列表重新选择。' },
      en: { title: 'No such loan', detail: 'Your area, or your bank, has no such loan.', next: 'Go back to the list of loans.' },
    });
  }
}

export class LoanStepNotPossible extends StepNotPossible {
  constructor(state: LoanState) {
    const { zh, en } = LoanStates.get(state);
    super('loan', {
      zh: { title: '现在不能办理这一步', detail: `这笔贷款现为“${zh}”。`, next: '请刷新页面，按“下一步”中列出的环节办理。' },
      en: { title: 'Not possible from here', detail: `The loan is "${en}".`, next: 'Reload the page and take one of the steps it lists.' },
    });
  }
}

export class NotYourLoanStep extends NotYourOffice {
  constructor(office: OfficeName) {
    const { zh, en } = OFFICES[office];
    super('loan', {
      zh: { title: '这一步不由您办理', detail: `这一步由${zh}办理。`, next: `请转交${zh}。` },
      en: { title: 'Not your step', detail: `This step is for the ${en}.`, next: `Hand it to the ${en}.` },
    });
  }
}

export class LoanStepNotYet extends StepNotYet {
  constructor(missing: readonly CheckedNeed[]) {
    super('loan', [{ pointer: '', missing }], {
      zh: {
        title: '还不能办理',
        detail: `${missing.map(({ zh }) => zh).join('；')}。`,
        next: '请按所列各项补齐或转交他人后再办理，本次没有写入。',
      },
      en: {
        title: 'Not yet',
        detail: `${missing.map(({ en }) => en).join('; ')}.`,
        next: 'Complete what is named, or hand it to another person. Nothing was written.',
      },
    });
  }
}

export class LoanReasonNeeded extends ReasonNeeded {
  constructor() {
    super(
      'loan',
      {
        zh: { title: '请说明原因', detail: '这一步须写明原因。', next: '请填写原因（2 至 500 字）后再提交。' },
        en: { title: 'Say why', detail: 'This step is taken for a stated reason.', next: 'Give a reason of 2 to 500 characters.' },
      },
      { code: 'missing', zh: '未填写原因', en: 'no reason' },
    );
  }
}

/** How the decision about a loan is refused. */
export const LOAN_REFUSALS: StepRefusals<LoanState, CheckedNeed, OfficeName> = {
  notPossible: (state) => new LoanStepNotPossible(state),
  notYourOffice: (office) => new NotYourLoanStep(office),
  notYet: (missing) => new LoanStepNotYet(missing),
};

const APPLICATION = {
  purpose: {
    zh: ['用途不符', '贷款只能用于所选品种规定的产业用途，不得用于婚丧、建房、转借或理财。', '请改选用途或贷款品种，否则不予受理。'],
    en: [
      'Not for this purpose',
      'Money is lent for the production the product names.',
      'Choose another purpose or product, or do not take the application.',
    ],
  },
  term: {
    zh: ['期限不符', '贷款期限不在该品种规定的范围内。', '请按所选品种的期限填写，或改选品种。'],
    en: ['Not for this term', 'The term is outside the range of the product.', 'Choose a term within it, or another product.'],
  },
  amount: {
    zh: ['金额超过该品种上限', '申请金额超过所选贷款品种的上限。', '请减少金额，或改选品种。'],
    en: ['Above the most of the product', 'The amount is above what the product lends.', 'Ask for less, or choose another product.'],
  },
  borrower: {
    zh: ['借款人不在该户', '所选借款人不是该户现在的成员。', '请从该户成员中选择。'],
    en: ['Not of this household', 'The borrower is no member of the household.', 'Choose one of its members.'],
  },
  'own-credit': {
    zh: [
      '他行贷款余额比已登记的少',
      '该户此前登记的他行贷款余额高于本次填写的数额，没有结清或还款凭证不能减少。',
      '请填写结清证明（或还款凭证）的编号后再提交；没有凭证的，按已登记的余额填报。',
    ],
    en: [
      'Less than is recorded',
      'The household was recorded with more owed to other banks; it becomes less with a paper only.',
      'Give the number of the paper, or enter what is recorded.',
    ],
  },
  rate: {
    zh: ['利率高于基准', '合同利率不得高于同期基准利率。', '请按政策参数中的基准利率填写。'],
    en: ['Above the benchmark', 'The rate is above the benchmark of this term.', 'Use the benchmark rate or less.'],
  },
  contract: {
    zh: ['合同条款不成立', '还款周期与期限不能整除，或宽限期不短于期限。', '请核对周期、期限和宽限期。'],
    en: ['Terms do not fit', 'The period does not divide the term, or the grace is as long as the term.', 'Check period, term and grace.'],
  },
  grace: {
    zh: ['宽限期过长', '宽限期超过该贷款品种允许的月数。', '请减少宽限期数后再提交。'],
    en: ['Too long a grace', 'The grace is longer than the product allows.', 'Take fewer periods of grace.'],
  },
  'contract-number': {
    zh: ['合同编号重复', '该合同编号已用于另一笔贷款。', '请核对合同编号。'],
    en: ['Number taken', 'The number of the contract belongs to another loan.', 'Check the number of the contract.'],
  },
} as const;

export class LoanRefused extends Refusal {
  constructor(what: keyof typeof APPLICATION) {
    const { zh, en } = APPLICATION[what];
    super({
      code: `loan.${what}-refused`,
      status: 422,
      zh: { title: zh[0], detail: zh[1], next: zh[2] },
      en: { title: en[0], detail: en[1], next: en[2] },
    });
  }
}

export class LoanCapPassed extends Refusal {
  constructor() {
    super({
      code: 'loan.cap-passed',
      status: 409,
      zh: {
        title: '超过每户授信上限',
        detail: '另一笔贷款刚刚获批，该户（含现有成员和借款人在他处的贷款）授信合计将超过上限。',
        next: '请刷新页面核对该户和借款人的贷款，减少金额重新申请。',
      },
      en: {
        title: 'Above the cap of a household',
        detail: 'Another loan was just approved: the household, its members and the borrower together would owe more than the cap.',
        next: 'Reload the page and apply for less.',
      },
    });
  }
}

export class MoreThanOwed extends Refusal {
  constructor(owedFen: number) {
    const sum = formatYuan(owedFen as Fen);
    super({
      code: 'loan.more-than-owed',
      status: 422,
      zh: { title: '金额超过应还', detail: `当日结清共需 ${sum} 元。`, next: '请按应还金额登记，多收的退还借款人。' },
      en: {
        title: 'More than is owed',
        detail: `Paying everything back on that day takes ${sum} yuan.`,
        next: 'Record what is owed; give the rest back.',
      },
    });
  }
}

export class MoreThanApproved extends Refusal {
  constructor(leftFen: number) {
    const sum = formatYuan(leftFen as Fen);
    super({
      code: 'loan.more-than-approved',
      status: 422,
      zh: { title: '金额超过未放额度', detail: `还可放款 ${sum} 元。`, next: '请按剩余额度放款；需要更多的，另行申请。' },
      en: {
        title: 'More than approved',
        detail: `${sum} yuan can still be paid out.`,
        next: 'Pay out what is left; more needs another application.',
      },
    });
  }
}

export class LoanDateRefused extends Refusal {
  constructor(what: 'future' | 'earlier' | 'over' | 'beforeMoney', day: string) {
    const texts = {
      future: {
        zh: { title: '日期在今天之后', detail: `所填日期晚于今天（${day}）。`, next: '请填写实际发生的日期。' },
        en: { title: 'A day to come', detail: `The date is after today (${day}).`, next: 'Enter the day on which it happened.' },
      },
      earlier: {
        zh: { title: '日期早于上一笔', detail: `这笔贷款已登记到 ${day}。`, next: '请先冲销日期更晚的收付，再按先后顺序登记。' },
        en: {
          title: 'Before the last one',
          detail: `The loan is recorded up to ${day}.`,
          next: 'Reverse the later ones first, then record in order.',
        },
      },
      beforeMoney: {
        zh: { title: '日期在放款之前', detail: `这笔贷款 ${day} 才放款。`, next: '请填写放款以后查看的日期。' },
        en: { title: 'Before the money', detail: `The loan was paid out on ${day}.`, next: 'Enter the day on which somebody looked.' },
      },
      over: {
        zh: { title: '日期在到期日之后', detail: `这笔贷款 ${day} 到期。`, next: '请填写到期日以前的日期。' },
        en: { title: 'After the loan has ended', detail: `The loan ends on ${day}.`, next: 'Enter a day before it.' },
      },
    }[what];
    super({ code: `loan.date-${kebab(what)}`, status: 422, ...texts });
  }
}

export class ReferenceUsed extends Refusal {
  constructor() {
    super({
      code: 'loan.reference-used',
      status: 409,
      zh: {
        title: '流水号已登记',
        detail: '该流水号已登记过，但日期或金额不同，或该笔已冲销。',
        next: '请核对银行流水；更正请先冲销，已冲销的请用新的流水号重新登记。',
      },
      en: {
        title: 'Reference taken',
        detail: 'The reference is recorded with another day or amount, or what it stood for was reversed.',
        next: 'Check it; to correct, reverse first; what was reversed is recorded anew under another reference.',
      },
    });
  }
}

export class OnlyLastReversed extends Refusal {
  constructor() {
    super({
      code: 'loan.only-last-reversed',
      status: 409,
      zh: {
        title: '只能冲销最后一笔收付',
        detail: '该笔之后还有其他登记，或该笔不能冲销（审批、失效、核销）。',
        next: '请从最后一笔收付开始，逐笔冲销。',
      },
      en: {
        title: 'Only the last one',
        detail: 'Something was recorded after it, or it cannot be reversed: an approval, a lapse, a write-off.',
        next: 'Reverse from the last one on.',
      },
    });
  }
}

export class ReversalBlocked extends Refusal {
  constructor(what: 'cap' | 'sums') {
    const texts = {
      cap: {
        zh: {
          title: '冲销后超过每户授信上限',
          detail: '该户或借款人在这笔收付之后又获批了另一笔贷款，冲销后授信合计将超过上限。',
          next: '请先撤回另一笔未放款的贷款，或请县级先调整每户授信上限，再办理冲销。',
        },
        en: {
          title: 'Above the cap when reversed',
          detail: 'Another loan was approved for the household or the borrower since: reversed, they would owe more than the cap.',
          next: 'Withdraw the other loan if it is not paid out, or let the county raise the cap, then reverse.',
        },
      },
      sums: {
        zh: {
          title: '冲销后金额不符',
          detail: '冲销后这笔贷款的已放、未放或未还金额将不成立。',
          next: '请刷新页面核对这笔贷款的收付，从最后一笔起逐笔冲销。',
        },
        en: {
          title: 'The sums do not allow it',
          detail: 'Reversed, what is paid out, approved and owed of the loan would not fit together.',
          next: 'Reload the page, check what is recorded, and reverse from the last one on.',
        },
      },
    }[what];
    super({ code: `loan.reversal-${what}`, status: 409, ...texts });
  }
}
