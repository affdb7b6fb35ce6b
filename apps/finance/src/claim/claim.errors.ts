import type { CheckedNeed, Words } from '@jingzhun/domain/lifecycle';
import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';
import {
  NotYourOffice,
  reasonFor,
  ReasonNeeded,
  standsAt,
  StepNotPossible,
  StepNotYet,
  stillMissing,
  takenBy,
  type StepRefusals,
} from '@jingzhun/domain/step-refusal';
import { ClaimStates, officeOf, type ClaimOffice, type ClaimState } from './claim-lifecycle.js';

export class ClaimNotFound extends Refusal {
  constructor() {
    super({
      code: 'claim.not-found',
      status: 404,
      zh: { title: '没有找到这笔应付款', detail: '本辖区内没有这笔应付款。', next: '请在“部门应付款”页面重新选择。' },
      en: { title: 'No such claim', detail: 'There is no such claim in your area.', next: 'Go back to the list.' },
    });
  }
}

export class ClaimHouseholdUnknown extends Refusal {
  constructor() {
    super({
      code: 'claim.household-unknown',
      status: 422,
      zh: {
        title: '户册中没有该户或该人',
        detail: '本辖区户册副本中没有这一户，或这个人不在该户。',
        next: '请在户册副本中查到该户后再填报；户册有误的，请村里先在户册中提出更正。',
      },
      en: {
        title: 'Household or person unknown',
        detail: 'The copy of the register has no such household in your area, or the person is not one of it.',
        next: 'Look the household up in the copy of the register; correct the register first if it is wrong.',
      },
    });
  }
}

export class ClaimEnteredDifferently extends Refusal {
  constructor() {
    super({
      code: 'claim.entered-differently',
      status: 409,
      zh: {
        title: '这笔应付款已填报，金额不同',
        detail: '同一户同一事项已由其他人填报，金额与本次不一致。',
        next: '请打开已填报的那一笔核对；金额填错的，请审批人退回后重新填报。',
      },
      en: {
        title: 'Entered before with another amount',
        detail: 'The same thing was entered by somebody with another amount.',
        next: 'Open the claim that is there; if its amount is wrong, have it returned and enter it anew.',
      },
    });
  }
}

/** Entered again after its end: nothing would happen, so it is said. */
export class ClaimEndedBefore extends Refusal {
  constructor(state: 'rejected' | 'givenUp') {
    const isGivenUp = state === 'givenUp';
    super({
      code: isGivenUp ? 'claim.given-up-before' : 'claim.rejected-before',
      status: 409,
      zh: {
        title: isGivenUp ? '这笔应付款已停止发放' : '这笔应付款已决定不予支付',
        detail: `同一户同一事项此前已${isGivenUp ? '停止发放' : '决定不予支付'}，本次没有写入。`,
        next: isGivenUp
          ? '请先登记农户新账号，再在“部门应付款”中按状态“已停止发放”找到这一笔，选中后点“重新办理”。'
          : '请在“部门应付款”中按状态“不予支付”查看当时的理由；确有错误的，请向资金审批人反映，由其书面处理。',
      },
      en: {
        title: isGivenUp ? 'Its payment was given up' : 'It was decided not to pay it',
        detail: `The same thing of the household was ${isGivenUp ? 'given up' : 'rejected'} before; nothing was entered.`,
        next: isGivenUp
          ? 'Record the new account first; then find the claim under “payment given up”, choose it and take it up again.'
          : 'Look at the reason under “not paid”; if it is wrong, turn to the approver.',
      },
    });
  }
}

export class ClaimNotPossible extends StepNotPossible {
  constructor(state: ClaimState) {
    super('claim', standsAt({ zh: '这笔应付款', en: 'The claim' }, ClaimStates.get(state)));
  }
}

export class NotYourClaimStep extends NotYourOffice {
  constructor(office: Words) {
    super('claim', takenBy(office));
  }
}

export class ClaimNotYet extends StepNotYet {
  constructor(missing: readonly CheckedNeed[]) {
    const next = {
      zh: '请按所列各项补齐，须由他人办理的请转交；本次没有写入。',
      en: 'Complete it first, or leave it to another person.',
    };
    super('claim', [{ pointer: '', missing }], stillMissing(missing, next));
  }
}

export class ClaimReasonNeeded extends ReasonNeeded {
  constructor() {
    super(
      'claim',
      reasonFor({
        zh: '退回、不予支付、重新办理，以及批准两处金额不一致的应付款，须写明理由。',
        en: 'A return, a rejection, taking up again, and the approval of a claim whose reports differ need a reason.',
      }),
    );
  }
}

/** One reason for several claims whose reports differ says of none which amount counts: each is approved in a command of its own. */
export class ClaimOneByOne extends Refusal {
  /** @param at places of those in the command */
  constructor(at: readonly number[]) {
    super({
      code: 'claim.one-by-one',
      status: 409,
      zh: {
        title: '来源金额不一致的须逐件批准',
        detail: `所选各件中有 ${at.length} 件的来源金额不一致，须逐件写明以哪个为准，不能几件共用一个理由。本次没有写入。`,
        next: '请把所列各件移出本次选择，其余的再一起批准；所列各件请逐件核实，分别写明理由后批准，有误的请退回。',
      },
      en: {
        title: 'Claims whose amounts differ are approved one by one',
        detail: `Of these, the reports of ${at.length} name different amounts; each is given a reason of its own, not one for several. Nothing was written.`,
        next: 'Leave those named out and approve the others together; look into each of those, and approve it with its own reason or send it back.',
      },
      problems: at.slice(0, 200).map((place) => ({
        pointer: `/cases/${place}`,
        code: 'claim.reports-differ',
        zh: `第 ${place + 1} 件：来源金额不一致，请逐件核实。`,
        en: `Number ${place + 1}: its reports name different amounts; looked into by itself.`,
      })),
    });
  }
}

/** How the decision about a claim is refused. */
export const CLAIM_REFUSALS: StepRefusals<ClaimState, CheckedNeed, ClaimOffice> = {
  notPossible: (state) => new ClaimNotPossible(state),
  notYourOffice: (office) => new NotYourClaimStep(officeOf(office)),
  notYet: (missing) => new ClaimNotYet(missing),
};

export class ClaimFundNeeded extends Refusal {
  constructor() {
    super({
      code: 'claim.fund-needed',
      status: 422,
      zh: { title: '请选择资金', detail: '填报或重新办理应付款须写明由哪项资金支付。', next: '请选择资金后再提交。' },
      en: { title: 'A fund is needed', detail: 'A claim is proposed for a fund.', next: 'Choose the fund and send again.' },
      problems: [{ pointer: '/fundCode', code: 'required', zh: '请选择资金', en: 'choose a fund' }],
    });
  }
}

export class ClaimListRefused extends Refusal {
  constructor(problems: readonly RefusalProblem[]) {
    super({
      code: 'claim.list-refused',
      status: 422,
      zh: {
        title: '名单未接收',
        detail: `名单有 ${problems.length} 处问题，整份未接收。`,
        next: '请按列出的行逐一改正后，重新上传整份名单。',
      },
      en: {
        title: 'The list was not taken',
        detail: `The list has ${problems.length} problems; nothing of it was taken.`,
        next: 'Correct the rows named and upload the whole list again.',
      },
      problems: problems.slice(0, 200),
    });
  }
}
