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

export class CutSetOff extends Refusal {
  constructor() {
    super({
      code: 'interest-claim.cut-set-off',
      status: 409,
      zh: {
        title: '多付部分已抵扣，不能停止发放',
        detail: '这笔贴息经更正有多付，多付部分已从该户以后的贴息中抵扣。现在停止发放，农户就会少得。没有任何改动。',
        next: '请为该户登记新的收款账户，由审批人确认后再付一次。',
      },
      en: {
        title: 'What was too much is set off already; not given up',
        detail:
          'This subsidy was corrected, and what was too much was set off against later subsidies of the household. Given up now, the household would have too little. Nothing was changed.',
        next: 'Record another account of the household, have it confirmed and send the payment again.',
      },
    });
  }
}
