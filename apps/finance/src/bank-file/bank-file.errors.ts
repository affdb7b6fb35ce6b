import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';
import { BankFileStates, type BankFileState } from './bank-file-kinds.js';

export class BankFileNotFound extends Refusal {
  constructor() {
    super({
      code: 'bank-file.not-found',
      status: 404,
      zh: { title: '没有找到这份明细', detail: '没有这份放款还款明细，或它属于另一家银行。', next: '请在“放款还款明细”页面重新选择。' },
      en: {
        title: 'No such file',
        detail: 'There is no such file, or it is of another bank.',
        next: 'Go back to the files of drawings and repayments.',
      },
    });
  }
}

export class BankFileRefused extends Refusal {
  constructor(problems: readonly RefusalProblem[]) {
    super({
      code: 'bank-file.refused',
      status: 422,
      zh: {
        title: '明细未接收',
        detail: `明细有 ${problems.length} 处问题，整份未接收，没有登记任何一笔。`,
        next: '请按列出的行逐一改正后，重新上传整份明细。',
      },
      en: {
        title: 'The file was not taken',
        detail: `The file has ${problems.length} problems; nothing of it was taken or booked.`,
        next: 'Correct the rows named and upload the whole file again.',
      },
      problems: problems.slice(0, 200),
    });
  }
}

export class BankFileTotalsDiffer extends Refusal {
  constructor(problems: readonly RefusalProblem[]) {
    super({
      code: 'bank-file.totals-differ',
      status: 422,
      zh: {
        title: '明细未接收：与申报的笔数或金额不符',
        detail: '文件中的笔数或合计金额，与填写的不一致，整份未接收。',
        next: '请对照银行系统打印的汇总核对；文件有误的，请重新导出。',
      },
      en: {
        title: 'Not taken: differs from what was declared',
        detail: 'The rows of the file, or their sums, differ from what was declared; nothing was taken.',
        next: "Compare both with the summary of the bank's own system; if the file is wrong, export it again.",
      },
      problems,
    });
  }
}

export class BankFileForeign extends Refusal {
  constructor() {
    super({
      code: 'bank-file.foreign',
      status: 422,
      zh: {
        title: '这不是本行在本县的明细',
        detail: '全表没有一份合同是本行在本县的贷款，可能是外县或他行的明细，整份未接收。',
        next: '请核对文件后，上传本行本县的放款还款明细。',
      },
      en: {
        title: 'Not a file of your bank in this county',
        detail: 'No row names a loan of your bank in this county; it may be the file of another. Nothing was taken.',
        next: 'Check the file and upload the one of this county.',
      },
    });
  }
}

export class BankFileStepNotPossible extends Refusal {
  constructor(state: BankFileState) {
    const { zh, en } = BankFileStates.get(state);
    super({
      code: 'bank-file.step-not-possible',
      status: 409,
      zh: { title: '现在不能办理这一步', detail: `这份明细现为“${zh}”。`, next: '请刷新页面，按页面列出的步骤办理。' },
      en: { title: 'Not possible now', detail: `The file is ${en}.`, next: 'Reload the page and take a step it offers.' },
    });
  }
}

export class BankFileNotReady extends Refusal {
  constructor(missing: readonly { zh: string; en: string }[], problems: readonly RefusalProblem[] = []) {
    super({
      code: 'bank-file.not-ready',
      status: 409,
      zh: {
        title: '还不能放行',
        detail: `${missing.map(({ zh }) => zh).join('；')}。`,
        next: '请按所列各项处理，或转交本行另一名经办人；没有登记任何一笔。',
      },
      en: {
        title: 'Not to be released yet',
        detail: `${missing.map(({ en }) => en).join('; ')}.`,
        next: 'Put right what is named, or hand it to another clerk of your bank. Nothing was booked.',
      },
      problems: problems.slice(0, 200),
    });
  }
}

/** Between the check and the booking somebody booked by hand: the figures that were released are no longer those. */
export class BooksChangedSinceCheck extends Refusal {
  constructor() {
    super({
      code: 'bank-file.books-changed',
      status: 409,
      zh: {
        title: '核对之后账目有变动',
        detail: '核对以后这笔贷款又有登记，本金利息的分配与放行时所见不同，这笔贷款的各行没有登记。',
        next: '请在明细页面重新核对，由另一名经办人查看后再放行。',
      },
      en: {
        title: 'The books have changed since the check',
        detail:
          'Something was booked on the loan since: principal and interest would be other than what was released. Its rows were not booked.',
        next: 'Check the file again and have another clerk look at it and release it.',
      },
    });
  }
}
