import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';

export class LoanListNotFound extends Refusal {
  constructor() {
    super({
      code: 'loan-list.not-found',
      status: 404,
      zh: { title: '没有找到这份联合名单', detail: '没有这份名单，或不属于您的银行、辖区。', next: '请在“贷款联合名单”页面重新选择。' },
      en: { title: 'No such list', detail: 'There is no such list of your bank and area.', next: 'Go back to the lists.' },
    });
  }
}

export class LoanListOutsideArea extends Refusal {
  constructor() {
    super({
      code: 'loan-list.outside-area',
      status: 403,
      zh: { title: '不由您办理', detail: '这份名单的范围超出您的辖区。', next: '请交由该乡镇或县级经办人员办理。' },
      en: { title: 'Not yours', detail: 'The list goes beyond your area.', next: 'Leave it to the township or the county.' },
    });
  }
}

export class LoanListRefused extends Refusal {
  constructor(problems: readonly RefusalProblem[]) {
    super({
      code: 'loan-list.refused',
      status: 422,
      zh: {
        title: '名单未提交',
        detail: `名单有 ${problems.length} 处问题，没有写入。`,
        next: '请刷新候选项目，按列出的各行改正后重新提交。',
      },
      en: {
        title: 'The list was not proposed',
        detail: `${problems.length} lines are wrong; nothing was written.`,
        next: 'Load the projects again, correct the lines and send again.',
      },
      problems: problems.slice(0, 200),
    });
  }
}

export class LoanListDecided extends Refusal {
  constructor() {
    super({
      code: 'loan-list.decided',
      status: 409,
      zh: { title: '现在不能这样办理', detail: '名单已经确认或退回，或这一行已经撤下。', next: '请刷新页面，按目前的状态办理。' },
      en: {
        title: 'Not possible now',
        detail: 'The list was decided, or the line withdrawn.',
        next: 'Reload the page and go on from where it stands.',
      },
    });
  }
}

export class LoanListNeedsAnother extends Refusal {
  constructor() {
    super({
      code: 'loan-list.needs-another',
      status: 409,
      zh: { title: '须由另一人确认', detail: '提出名单的人不能确认或退回自己的名单。', next: '请交由另一名经办人员办理。' },
      en: { title: 'Another person decides', detail: 'Whoever proposed a list does not decide it.', next: 'Leave it to another officer.' },
    });
  }
}

export class LoanListLineUnfit extends Refusal {
  constructor() {
    super({
      code: 'loan-list.line-unfit',
      status: 422,
      zh: {
        title: '不能从这一行申请贷款',
        detail: '名单还没有确认，或这一行已撤下、已在办理贷款，或银行、农户与这一行不同。',
        next: '请回到联合名单，从仍在名单上的一行重新申请。',
      },
      en: {
        title: 'No application from this line',
        detail: 'The list is not confirmed, the line was withdrawn or has a loan in hand, or bank or household differ.',
        next: 'Go back to the list and apply from a line that stands.',
      },
    });
  }
}
