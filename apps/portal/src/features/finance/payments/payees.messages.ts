import { defineMessages } from '../../../i18n/messages.js';

export const payeeMessages = defineMessages('payees', {
  zh: {
    nobody: '—',
    done: '已办理',
    ok: '确认',
    payeeFindings: '收款账户须说明',
    payeeFindingsLead:
      '有 {{count}} 个收款账户几个收款人共用，或户名不是本户成员，其中 {{unanswered}} 个还没有说明。由资金审批人核对存折和证明后逐户说明理由；说明随账户保存，情况不变不再询问。',
    payeeFindingsDone: '有 {{count}} 个收款账户几个收款人共用，或户名不是本户成员，都已说明理由。',
    answerPayees: '说明所选 {{count}} 个账户',
    answerHint: '写明与本户的关系和所据证明，如“兄弟共用一卡，村委会证明”“监护人代领，监护协议”。不要填写身份证号和银行账号。',
    payeeAnswered: '理由：{{reason}}（{{who}}，{{at}}）',
    payeeOf: '{{bank}}，户名 {{holder}}',
    payeeStranger: '户名不是本户成员。',
    payeeSharedBy: '另有 {{count}} 个收款人也用这个账号：{{names}}。',
    comma: '、',
    changedPayees: '收款账户有变更',
    changedDeclared: '有 {{count}} 户在申报之后更换了收款账户：请撤回修改，核对后重新申报。',
    changedApproved: '有 {{count}} 户的收款账户与审批时不同。由资金审批人逐户核对存折后确认，登记账户的人和出纳不能自己确认。',
    confirmPayees: '已逐户核对，确认收款账户变更',
    payeeFromTo: '原账户 {{before}} → 新账户 {{after}}',
    payeeNew: '{{bank}}，户名 {{holder}}，由{{who}}登记',
    payeeNotHead: '户名不是户主，请核对。',
    payeeShared: '另有 {{count}} 个收款人也用这个账号，请查明原因。',
  },
  en: {
    nobody: '-',
    done: 'Done',
    ok: 'Confirm',
    payeeFindings: 'Accounts to be answered',
    payeeFindingsLead:
      '{{count}} accounts are those of several payees, or of a holder who is no member of the household; {{unanswered}} have not been answered. A finance approver compares passbook and papers and gives the reason; it is kept with the account and not asked again while nothing changes.',
    payeeFindingsDone:
      '{{count}} accounts are those of several payees, or of a holder who is no member of the household; each has its reason.',
    answerPayees: 'Answer the {{count}} chosen',
    answerHint:
      'Say what the holder is to the household and by which paper: "brothers with one card, certified by the village". No ID or account numbers.',
    payeeAnswered: 'reason: {{reason}} ({{who}}, {{at}})',
    payeeOf: '{{bank}}, holder {{holder}}',
    payeeStranger: 'The holder is no member of the household.',
    payeeSharedBy: '{{count}} others have the same account: {{names}}.',
    comma: ', ',
    changedPayees: 'Accounts have changed',
    changedDeclared: '{{count}} households have another account than the one declared: take the batch back, check it and declare it again.',
    changedApproved:
      '{{count}} households have another account than the one approved. A finance approver compares each with its passbook and confirms; neither who recorded them nor the cashier.',
    confirmPayees: 'Each compared: confirm the new accounts',
    payeeFromTo: 'before {{before}} → now {{after}}',
    payeeNew: '{{bank}}, holder {{holder}}, recorded by {{who}}',
    payeeNotHead: 'The holder is not the head of the household: check it.',
    payeeShared: '{{count}} others have the same account: find out why.',
  },
});
