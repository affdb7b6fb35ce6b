import { formatYuan, type Fen } from '@jingzhun/domain/money';
import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';
import type { BatchPart, BatchState } from './payment-lifecycle.js';

const STATE: Record<BatchState, { zh: string; en: string }> = {
  draft: { zh: '草稿', en: 'a draft' },
  declared: { zh: '待审批', en: 'waiting for approval' },
  approved: { zh: '已审批，待送银行', en: 'approved' },
  sent: { zh: '已送银行', en: 'with the bank' },
  settled: { zh: '已结清', en: 'settled' },
  cancelled: { zh: '已作废', en: 'cancelled' },
};

export class PaymentNotInBatch extends Refusal {
  constructor() {
    super({
      code: 'payment.not-in-batch',
      status: 404,
      zh: { title: '这笔款项不在本批次', detail: '它已被移出，或属于别的批次。没有任何改动。', next: '请刷新页面，按目前的明细办理。' },
      en: {
        title: 'The payment is not in this batch',
        detail: 'It was taken out, or belongs to another batch. Nothing was changed.',
        next: 'Reload the page and go on from what is listed.',
      },
    });
  }
}

export class BatchNotFound extends Refusal {
  constructor() {
    super({
      code: 'payment.batch-not-found',
      status: 404,
      zh: { title: '没有找到该批次', detail: '没有这个付款批次。', next: '请在“付款批次”页面重新选择。' },
      en: { title: 'No such batch', detail: 'There is no such payment batch.', next: 'Go back to the list of batches.' },
    });
  }
}

export class StepNotPossible extends Refusal {
  constructor(state: BatchState) {
    super({
      code: 'payment.step-not-possible',
      status: 409,
      zh: { title: '批次当前不能这样处理', detail: `该批次现为“${STATE[state].zh}”。`, next: '请刷新页面，按批次目前的状态办理。' },
      en: {
        title: 'Not possible now',
        detail: `The batch is ${STATE[state].en}.`,
        next: 'Reload the page and go on from its present state.',
      },
    });
  }
}

const DID: Record<BatchPart, { zh: string; en: string }> = {
  enters: {
    zh: '您已经录入、补充或申报了这个批次，登记了其中的收款账户，或填报、核算过其中的款项',
    en: 'You have entered, filled or declared this batch, recorded one of its accounts, or entered or worked out something that it pays',
  },
  decided: { zh: '本批次中有您审批通过的申请或应付款', en: 'You have approved something that this batch pays' },
  approves: { zh: '您已经审批了这个批次', en: 'You have approved this batch' },
  pays: { zh: '您已经把这个批次送过银行', en: 'You have sent this batch to the bank' },
};

export class SamePersonInBatch extends Refusal {
  constructor(did: BatchPart) {
    super({
      code: 'payment.same-person',
      status: 403,
      zh: {
        title: '须由另一人办理',
        detail: `${DID[did].zh}：录入、审批、付款须由三个人分别办理。`,
        next: '请转交县财政局另一名有权限的人员办理。',
      },
      en: {
        title: 'Another person has to do it',
        detail: `${DID[did].en}: entering, approving and paying are three persons' work.`,
        next: 'Ask another officer with the permission.',
      },
    });
  }
}

export class NothingToPay extends Refusal {
  constructor() {
    super({
      code: 'payment.nothing-waiting',
      status: 409,
      zh: {
        title: '没有待付的款项',
        detail: '该项资金下没有符合条件、尚未进入批次的款项。',
        next: '请先在“产业奖补”“部门应付款”或“贷款贴息申报”中完成审批，或检查所选资金是否正确。',
      },
      en: {
        title: 'Nothing waits',
        detail: 'Nothing that is decided and in no batch waits in this fund.',
        next: 'Finish the approvals first, or check the fund.',
      },
    });
  }
}

export class CauseNotWaiting extends Refusal {
  constructor(count: number) {
    super({
      code: 'payment.cause-not-waiting',
      status: 409,
      zh: {
        title: '有款项不能加入批次',
        detail: `所选款项中有 ${count} 笔未审批、不属于该资金或已在其他批次中。整批未加入。`,
        next: '请刷新页面，从待付款项中重新选择。',
      },
      en: {
        title: 'Some cannot be added',
        detail: `${count} of the chosen are not approved, belong to another fund or are in a batch already. Nothing was added.`,
        next: 'Reload the list of what waits and choose again.',
      },
    });
  }
}

export class TotalsDiffer extends Refusal {
  constructor(counted: { count: number; sumFen: number }, declared: { count: number; sumFen: number }) {
    const yuan = (fen: number): string => formatYuan(fen as Fen);
    super({
      code: 'payment.totals-differ',
      status: 409,
      zh: {
        title: '申报合计与明细不一致',
        detail: `申报 ${declared.count} 笔、${yuan(declared.sumFen)} 元；系统清点 ${counted.count} 笔、${yuan(counted.sumFen)} 元；如两数相同，则是明细内容有变。`,
        next: '请核对付款明细后重新申报合计；已申报的批次，先退回草稿。',
      },
      en: {
        title: 'Declared totals differ from the payments',
        detail: `Declared: ${declared.count}, ${yuan(declared.sumFen)} yuan. Counted: ${counted.count}, ${yuan(counted.sumFen)} yuan. If these are equal, the payments themselves have changed.`,
        next: 'Return the batch to draft, check the payments and declare the totals again.',
      },
    });
  }
}

export class AccountsMissing extends Refusal {
  constructor(count: number, problems: readonly RefusalProblem[]) {
    super({
      code: 'payment.accounts-missing',
      status: 409,
      zh: {
        title: '有农户没有一卡通账号',
        detail: `本批次有 ${count} 户没有登记一卡通账号，整批未办理：收款账户要和笔数、金额一起申报、审批。`,
        next: '请由财政局在本批次的付款明细中逐户点“登记账户”，或导入银行账户名单，再办理本批次。',
      },
      en: {
        title: 'Payment accounts are missing',
        detail: `${count} households of the batch have no payment account; nothing was done with the batch, because the payees are declared and approved with it.`,
        next: "Record each account in the payments of this batch, or take over the bank's list of accounts; then go on with the batch.",
      },
      problems: problems.slice(0, 200),
    });
  }
}

export class AccountsClosed extends Refusal {
  constructor(count: number, problems: readonly RefusalProblem[]) {
    super({
      code: 'payment.accounts-closed',
      status: 409,
      zh: {
        title: '有农户的账户已销户',
        detail: `本批次有 ${count} 户登记的账户，银行答复已销户。整批未办理，没有任何款项被改动。`,
        next: '请告知农户到银行办理新卡，由财政局在本批次的付款明细中逐户点“登记账户”填写新账号，再办理本批次；确已恢复使用的，凭银行证明重新登记原账号；不再发放的退回款项，请审批人先停止发放。',
      },
      en: {
        title: 'Accounts are closed',
        detail: `${count} households of the batch have an account that the bank says is closed. Nothing was done with the batch.`,
        next: 'Record a new account for each in the payments of this batch, then go on; one that the bank has opened again is recorded again with its paper; what came back and will not be paid is given up first.',
      },
      problems: problems.slice(0, 200),
    });
  }
}

export class AccountTextRefused extends Refusal {
  constructor() {
    super({
      code: 'payment.account-text',
      status: 422,
      zh: {
        title: '户名或开户行含有不能使用的字符',
        detail: '户名或开户行中有引号、控制符，或长度超出银行文件的限制。',
        next: '请按存折或银行卡上的写法重新填写。',
      },
      en: {
        title: 'Characters that cannot be used',
        detail: "Holder or bank has quotes, control characters, or is too long for the bank's file.",
        next: 'Enter it as the passbook or card shows it.',
      },
    });
  }
}

export class PayeeUnknown extends Refusal {
  constructor() {
    super({
      code: 'payment.household-unknown',
      status: 404,
      zh: { title: '没有这户', detail: '本辖区户册副本中没有这户。', next: '请按户主姓名或户编号重新查找；刚建档的，请稍候片刻再试。' },
      en: {
        title: 'No such household',
        detail: 'The register of your area has no such household.',
        next: 'Look it up in the directory; a new one arrives in a moment.',
      },
    });
  }
}

export class AccountNumberRefused extends Refusal {
  constructor() {
    super({
      code: 'payment.account-number',
      status: 422,
      zh: { title: '账号格式不对', detail: '银行账号应为12至19位数字。', next: '请对照存折或银行卡重新填写。' },
      en: { title: 'Not an account number', detail: 'A bank account has 12 to 19 digits.', next: 'Compare it with the passbook or card.' },
    });
  }
}

export class ReturnFileRefused extends Refusal {
  constructor(problems: readonly RefusalProblem[]) {
    super({
      code: 'payment.return-file-refused',
      status: 422,
      zh: {
        title: '回盘文件未接收',
        detail: `文件有 ${problems.length} 处问题，整份未接收，没有任何款项被改动。`,
        next: '请按列出的行逐一核对；文件有误的，请银行重新出具后整份上传。',
      },
      en: {
        title: 'The return file was not taken',
        detail: `The file has ${problems.length} problems. Nothing of it was taken, nothing was changed.`,
        next: 'Check the lines named, or ask the bank for a corrected file.',
      },
      problems: problems.slice(0, 200),
    });
  }
}

export class AccountListRefused extends Refusal {
  constructor(problems: readonly RefusalProblem[]) {
    super({
      code: 'payment.account-list-refused',
      status: 422,
      zh: {
        title: '账户名单未接收',
        detail: `名单有 ${problems.length} 处问题，整份未接收，没有任何账户被改动。`,
        next: '请按列出的行逐一改正后，重新上传整份名单。',
      },
      en: {
        title: 'The list of accounts was not taken',
        detail: `The list has ${problems.length} problems. Nothing of it was taken, no account was changed.`,
        next: 'Correct the rows named and upload the whole list again.',
      },
      problems: problems.slice(0, 200),
    });
  }
}

export class NotReturned extends Refusal {
  constructor() {
    super({
      code: 'payment.not-returned',
      status: 409,
      zh: {
        title: '没有退回的款项',
        detail: '只有被银行退回的款项可以重新付款或停止发放。',
        next: '请刷新页面，在付款明细中查看款项目前的状态。',
      },
      en: { title: 'Nothing was returned', detail: 'Only returned payments are paid again or given up.', next: 'Reload the page.' },
    });
  }
}

export class NotPaid extends Refusal {
  constructor() {
    super({
      code: 'payment.not-paid',
      status: 409,
      zh: {
        title: '这笔款项不在农户账户上',
        detail: '只有已经到账、没有被银行退回的款项才能追回。',
        next: '请在付款批次中查看这笔款项的状态：还没有到账的，请停止发放。',
      },
      en: {
        title: 'The money does not lie with the household',
        detail: 'Only money that has arrived and did not come back can be taken back.',
        next: 'Look the payment up in its batch; if it has not arrived, give it up there.',
      },
    });
  }
}
