import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';

export class PayeesChanged extends Refusal {
  constructor(when: 'declared' | 'approved', count: number, problems: readonly RefusalProblem[]) {
    const [zh, en] = {
      declared: [
        ['申报', '请由制单人把批次撤回修改，核对新账户后重新申报合计。'],
        ['declared', 'Take the batch back to draft, check the new accounts and declare it again.'],
      ],
      approved: [
        ['审批', '请由资金审批人在本批次点“确认收款账户变更”：登记新账户的人和出纳不能自己确认。'],
        ['approved', 'A finance approver confirms the changed payees in this batch: neither who recorded them nor the cashier.'],
      ],
    }[when] as [[string, string], [string, string]];
    super({
      code: 'payment.payees-changed',
      status: 409,
      zh: { title: '有农户更换了收款账户', detail: `本批次有 ${count} 户在${zh[0]}之后更换了收款账户。整批未办理。`, next: zh[1] },
      en: {
        title: 'Payees have changed',
        detail: `${count} households of the batch have another account than the one that was ${en[0]}. Nothing was done with the batch.`,
        next: en[1],
      },
      problems: problems.slice(0, 200),
    });
  }
}

export class InstitutionsFirst extends Refusal {
  constructor(count: number) {
    super({
      code: 'payment.institutions-first',
      status: 409,
      zh: {
        title: '批次里有付给农户的代缴保费',
        detail: `有 ${count} 笔代缴保费是以前列入的，收款人是农户。代缴的保费应付给承保单位。没有任何改动。`,
        next: '请作废这个批次：款项回到待付，登记并确认收款单位后，另建批次列入。',
      },
      en: {
        title: 'Premiums that would go to households',
        detail: `${count} premiums of the batch were added before institutions were paid, and would go to the card of the household. Nothing was changed.`,
        next: 'Cancel the batch: they wait again, and go to the confirmed institution when they are added to another one.',
      },
    });
  }
}

export class PayeesSeenDiffer extends Refusal {
  constructor() {
    super({
      code: 'payment.payees-seen-differ',
      status: 409,
      zh: {
        title: '更换的收款账户与您看到的不一致',
        detail: '页面打开之后又有账户变更，或者已经没有待确认的变更。没有任何改动。',
        next: '请刷新页面，核对目前列出的新账户后再确认。',
      },
      en: {
        title: 'The changed payees are not those you saw',
        detail: 'Accounts have changed since the page was opened, or none waits any more. Nothing was changed.',
        next: 'Reload the page, check the new accounts and confirm again.',
      },
    });
  }
}

export class PayeeBySamePerson extends Refusal {
  constructor(count: number) {
    super({
      code: 'payment.payee-by-same-person',
      status: 403,
      zh: {
        title: '新账户须由另一人登记',
        detail: `有 ${count} 个新账户由本批次的审批人或出纳登记，或由您本人登记，或由本批次的出纳确认：登记、审批、付款须由不同的人分别办理。`,
        next: '请由县级经办人核对存折或单位文件后重新登记这些账户（单位的账户再由另一位审批人确认），然后在本批次确认。',
      },
      en: {
        title: 'Another person has to record the accounts',
        detail: `${count} new accounts were recorded by who approved or sent this batch or by you, or confirmed by who sent it: recording, approving and paying are different persons' work.`,
        next: 'Have a county officer record them anew from passbook or paper (an institution’s confirmed by another approver), then confirm here.',
      },
    });
  }
}

export class PayeesUnanswered extends Refusal {
  constructor(count: number, problems: readonly RefusalProblem[]) {
    super({
      code: 'payment.payees-unanswered',
      status: 409,
      zh: {
        title: '有收款账户须先说明',
        detail: `本批次有 ${count} 笔款项的收款账户几个收款人共用，或户名不是本户成员，还没有人说明为什么可以这样付。整批未办理。`,
        next: '请在本批次“收款账户须说明”中逐户核实并填写理由（如兄弟共用一卡、监护人代领）；核实有误的，退回制单，由经办人更正账户后重新申报。',
      },
      en: {
        title: 'Accounts that have to be answered first',
        detail: `${count} payments go to an account of several payees, or to one whose holder is no member of the household, and nobody has said why. Nothing was done with the batch.`,
        next: 'Check each under "Accounts to be answered" of this batch and give the reason (brothers with one card, a guardian); if one is wrong, send the batch back, have the account corrected and declare again.',
      },
      problems: problems.slice(0, 200),
    });
  }
}

export class PayeeFindingsChanged extends Refusal {
  constructor() {
    super({
      code: 'payment.payee-findings-changed',
      status: 409,
      zh: {
        title: '收款账户的情况有变化',
        detail: '您查看之后，账户、户内成员或共用账号的收款人有变动，与您看到的不同。没有任何改动。',
        next: '请刷新页面，按目前列出的情况核实后再说明。',
      },
      en: {
        title: 'What was found about the accounts has changed',
        detail: 'An account, a member or those who share a number have changed since you looked. Nothing was changed.',
        next: 'Reload the page and answer what is found now.',
      },
    });
  }
}
