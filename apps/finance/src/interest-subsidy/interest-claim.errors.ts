import { formatYuan, type Fen } from '@jingzhun/domain/money';
import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';
import { rowProblem } from '@jingzhun/workbooks';
import type { ClaimState } from './interest-claim.dto.js';

export class ClaimNotFound extends Refusal {
  constructor() {
    super({
      code: 'interest-claim.not-found',
      status: 404,
      zh: { title: '没有找到该贴息申报', detail: '没有这份贴息申报。', next: '请在“贷款贴息申报”页面重新选择。' },
      en: { title: 'No such claim', detail: 'There is no such claim for interest subsidy.', next: 'Go back to the list of claims.' },
    });
  }
}

export class QuarterNotOver extends Refusal {
  constructor() {
    super({
      code: 'interest-claim.quarter-not-over',
      status: 422,
      zh: { title: '该季度尚未结束', detail: '贴息按季申报，季度结束后才能申报。', next: '请核对季度，或在季度结束后再上传。' },
      en: {
        title: 'The quarter is not over',
        detail: 'Claims are made after the end of a quarter.',
        next: 'Check the quarter, or upload after its end.',
      },
    });
  }
}

export class ClaimFileRefused extends Refusal {
  constructor(problems: readonly RefusalProblem[]) {
    super({
      code: 'interest-claim.file-refused',
      status: 422,
      zh: {
        title: '贴息申报表未接收',
        detail: `申报表有 ${problems.length} 处问题，整份未接收。`,
        next: '请按列出的行逐一改正后，重新上传整份申报表。',
      },
      en: {
        title: 'The claim was not taken',
        detail: `The file has ${problems.length} problems. Nothing of it was taken.`,
        next: 'Correct the rows named and upload the whole file again.',
      },
      problems: problems.slice(0, 200),
    });
  }
}

const CONTRACT = { key: 'contractNumber', title: '合同编号' };
export const claimedTwice = (line: number, earlier: number): RefusalProblem =>
  rowProblem(
    ...([line, CONTRACT, 'interest-claim.twice'] as const),
    `与第${earlier}行是同一合同。一份合同一季只报一行，请银行合并或删去后重新出具。`,
    `the contract of row ${earlier} again; a contract has one row a quarter. Ask the bank for a corrected file.`,
  );
export const contractUnknown = (line: number): RefusalProblem =>
  rowProblem(
    ...([line, CONTRACT, 'interest-claim.contract-unknown'] as const),
    '该银行在本县没有这份合同，全表没有一份合同对得上。请核对是否选错了银行，或这是外县的申报表。',
    'the bank has no such contract in this county, and no row of the file has one. Check the bank chosen; it may be the file of another county.',
  );

const STATE: Record<ClaimState, { zh: string; en: string }> = {
  received: { zh: '待审批', en: 'waiting for a decision' },
  approved: { zh: '已批准', en: 'approved' },
  refused: { zh: '已退回', en: 'refused' },
};

export class ClaimDecided extends Refusal {
  constructor(state: ClaimState) {
    super({
      code: 'interest-claim.decided',
      status: 409,
      zh: { title: '该申报已有决定', detail: `该申报现为“${STATE[state].zh}”。`, next: '请刷新页面查看；如需更正，请银行另行上传申报表。' },
      en: {
        title: 'Decided already',
        detail: `The claim is ${STATE[state].en}.`,
        next: 'Reload the page; a correction is a new file of the bank.',
      },
    });
  }
}

export class ClaimNeedsAnother extends Refusal {
  constructor() {
    super({
      code: 'interest-claim.same-person',
      status: 403,
      zh: { title: '须由另一人审批', detail: '这份申报表由您上传，上传人不能审批。', next: '请转交县财政局另一名有权限的人员审批。' },
      en: { title: 'Another person decides', detail: 'You have uploaded this claim.', next: 'Ask another officer with the permission.' },
    });
  }
}

export class ClaimBooksChanged extends Refusal {
  constructor(problems: readonly RefusalProblem[]) {
    super({
      code: 'interest-claim.books-changed',
      status: 409,
      zh: {
        title: '上传后账目有变动，不能批准',
        detail: `申报上传以后，有 ${problems.length} 份合同的账目有变动（收付补记或冲销、利率或期限调整、认定挪用），核准金额不再可靠。`,
        next: '请不予批准，退回银行按更正后的账目重新申报。',
      },
      en: {
        title: 'The books have changed since the upload; not approved',
        detail: `Since the upload the books of ${problems.length} contracts have changed: a movement recorded or reversed, rate or term changed, or another use decided.`,
        next: 'Refuse the claim; the bank claims again by the corrected books.',
      },
      problems: problems.slice(0, 200),
    });
  }
}

export const bookChanged = ({ position, contractNumber }: { position: number; contractNumber: string }): RefusalProblem => ({
  pointer: `/lines/${position}`,
  code: 'interest-claim.book-changed',
  zh: `合同${contractNumber}：上传后有收付补记或冲销、利率或期限调整，或认定了挪用。`,
  en: `Contract ${contractNumber}: a movement was recorded or reversed, rate or term changed, or misuse decided, since the upload.`,
});

export class NothingToGrant extends Refusal {
  constructor() {
    super({
      code: 'interest-claim.nothing-to-grant',
      status: 409,
      zh: {
        title: '没有可以贴息的款项',
        detail: '申报中没有一笔可以核准：与本系统还款计划不符，或农户还没有付清本季到期的利息。',
        next: '请查看逐笔结果，把申报退回银行并写明原因。',
      },
      en: {
        title: 'Nothing to grant',
        detail: 'No line can be granted: it does not agree with a schedule, or the household has not paid the interest of the quarter yet.',
        next: 'Look at the lines and refuse the claim with a reason.',
      },
    });
  }
}

export class NoInterestMoney extends Refusal {
  constructor() {
    super({
      code: 'interest-claim.other-purpose',
      status: 422,
      zh: { title: '资金用途不符', detail: '所选资金不是贷款贴息用途。', next: '请选择用途为“贷款贴息”的资金，或先在预算中设立。' },
      en: {
        title: 'For another purpose',
        detail: 'The chosen fund is not one for interest subsidy.',
        next: 'Choose a fund of that purpose, or set one up in the budget.',
      },
    });
  }
}

export class CorrectionWaits extends Refusal {
  constructor() {
    super({
      code: 'interest-claim.correction-waits',
      status: 409,
      zh: {
        title: '该季度有更正申报待审批，不能停止发放',
        detail: '这笔贴息所属合同、季度另有一份更正申报待审批，其金额是按这笔贴息已发放计算的。没有任何改动。',
        next: '请先在“贷款贴息申报”页面对该更正申报作出决定，再停止发放。',
      },
      en: {
        title: 'A correction of the quarter waits; not given up',
        detail:
          'A correction of the same contract and quarter waits for its decision; it was worked out on this subsidy as paid. Nothing was changed.',
        next: 'Decide on that claim first, then give the payment up.',
      },
    });
  }
}

export class LineNotWaiting extends Refusal {
  constructor() {
    super({
      code: 'interest-claim.line-not-waiting',
      status: 409,
      zh: {
        title: '这笔贴息不在待发放状态',
        detail: '只有已核准、尚未进入付款批次的贴息可以在这里停止发放。没有任何改动。',
        next: '已进入付款批次的，请先从批次中移出；银行退回的，请在该批次中停止发放。',
      },
      en: {
        title: 'The subsidy does not wait for a batch',
        detail: 'Only what is granted and in no batch of payments is given up here. Nothing was changed.',
        next: 'Take it out of its batch first; what the bank sent back is given up in the batch.',
      },
    });
  }
}

export class LineNeedsAnother extends Refusal {
  constructor() {
    super({
      code: 'interest-claim.line-same-person',
      status: 403,
      zh: { title: '须由另一人办理', detail: '这笔贴息由您批准，停止发放须由另一人办理。', next: '请转交另一名资金审批人办理。' },
      en: {
        title: 'Another person decides',
        detail: 'You have approved this subsidy.',
        next: 'Ask another finance approver to give it up.',
      },
    });
  }
}

export class MoreThanOverpaid extends Refusal {
  constructor(overpaidFen: number) {
    const fen = formatYuan(overpaidFen as Fen);
    super({
      code: 'interest-claim.more-than-overpaid',
      status: 422,
      zh: {
        title: '退回金额超过多付金额',
        detail: `该户现有多付贴息 ${fen} 元尚未抵扣或退回，登记的金额更多。没有任何改动。`,
        next: '请按银行回单核对金额；多收的部分请先退还农户，再登记应退的金额。',
      },
      en: {
        title: 'More than was too much',
        detail: `${fen} yuan of interest subsidy is left that the household has had too much; more was written. Nothing was changed.`,
        next: 'Compare with the slip of the bank; give back what is more, then record what was owed.',
      },
    });
  }
}

export class RepaymentNotFound extends Refusal {
  constructor() {
    super({
      code: 'interest-claim.repayment-not-found',
      status: 404,
      zh: { title: '没有这笔退回', detail: '没有找到这笔退回登记。', next: '请刷新页面，在“已退回”中重新选择。' },
      en: { title: 'No such repayment', detail: 'There is no such entry.', next: 'Reload the page and choose again.' },
    });
  }
}

export class RepaymentTakenBack extends Refusal {
  constructor() {
    super({
      code: 'interest-claim.repayment-taken-back',
      status: 409,
      zh: { title: '已经冲销', detail: '这笔退回登记已经冲销。', next: '请刷新页面查看；确实收到款项的，请重新登记退回。' },
      en: {
        title: 'Taken back already',
        detail: 'The entry has been taken back.',
        next: 'Reload the page; record money that did come in once more.',
      },
    });
  }
}

export class OwnRepayment extends Refusal {
  constructor() {
    super({
      code: 'interest-claim.own-repayment',
      status: 403,
      zh: { title: '须由另一人冲销', detail: '这笔退回由您登记，冲销须由另一人办理。', next: '请转交另一名县级经办人核对银行回单后冲销。' },
      en: {
        title: 'Another person takes it back',
        detail: 'You have recorded this repayment.',
        next: 'Ask another county officer to compare the slip and take it back.',
      },
    });
  }
}
