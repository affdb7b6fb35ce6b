import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';

const RULE_WRONG = {
  zh: '认为规定有误的，由县级在政策参数中按文件更正。',
  en: 'if the rule is wrong, the county corrects the policy parameter.',
};

export class OverlapBlocked extends Refusal {
  /** @param isWhole the bank's claim for interest: no line of it is decided apart */
  constructor(problems: readonly RefusalProblem[], { isWhole = false } = {}) {
    super({
      code: 'benefit-overlap.blocked',
      status: 409,
      zh: {
        title: '与该户已有补助重复，不能批准',
        detail: '按现行政策，其中有不得同时享受或合计超过上限的补助。',
        next: `${isWhole ? '请不予批准整份申报，退回银行，由银行删去所列合同后重报' : '请退回或不予通过重复的一项，其余的另行审批'}；${RULE_WRONG.zh}`,
      },
      en: {
        title: 'Overlaps with a benefit the household has; not approved',
        detail: 'By the policy in force some of these benefits exclude one another or pass a cap together.',
        next: `${isWhole ? 'Refuse the whole claim; the bank leaves the contracts named out and claims again' : 'Send the overlapping one back and approve the rest apart'}; ${RULE_WRONG.en}`,
      },
      problems: problems.slice(0, 200),
    });
  }
}

/** One reason for several cases is read for none of them: what warns is answered in a command of its own. */
export class OverlapOneByOne extends Refusal {
  /** @param problems one for each case that warns, in the order of the command */
  constructor(problems: readonly RefusalProblem[]) {
    super({
      code: 'benefit-overlap.one-by-one',
      status: 409,
      zh: {
        title: '有重复提示的须逐件审批',
        detail: `所选各件中有 ${problems.length} 件可能与该户已有补助重复，须逐件说明理由，不能几件共用一个理由。本次没有写入。`,
        next: '请把所列各件移出本次选择，其余的再一起批准；所列各件请逐件打开，核实后分别填写理由再批准，确属重复的请退回。',
      },
      en: {
        title: 'What may overlap is approved one by one',
        detail: `${problems.length} of these may overlap with a benefit the household has; each is given a reason of its own, not one for several. Nothing was written.`,
        next: 'Leave those named out and approve the others together; open each of those, and give its own reason or send it back.',
      },
      problems: problems.slice(0, 200),
    });
  }
}

export class OverlapUnanswered extends Refusal {
  constructor(problems: readonly RefusalProblem[]) {
    super({
      code: 'benefit-overlap.unanswered',
      status: 409,
      zh: {
        title: '可能与该户已有补助重复，须填写理由',
        detail: '比对发现可能重复的补助，还没有说明为什么仍可批准。',
        next: '请查看重复提示，核实后填写理由再批准；确属重复的请退回。',
      },
      en: {
        title: 'May overlap with a benefit the household has; a reason is needed',
        detail: 'The check found benefits that may overlap, and nobody has said why they are approved all the same.',
        next: 'Look at what was found and give the reason; send back what does overlap.',
      },
      problems: problems.slice(0, 200),
    });
  }
}

export class OverlapChanged extends Refusal {
  constructor() {
    super({
      code: 'benefit-overlap.changed',
      status: 409,
      zh: {
        title: '重复提示有变化',
        detail: '您查看之后，该户的补助又有变动，提示内容与您看到的不同。',
        next: '请重新打开审批窗口，按最新的提示填写理由。',
      },
      en: {
        title: 'The findings have changed',
        detail: 'Something was decided for the household after you looked.',
        next: 'Open the approval again and answer what is found now.',
      },
    });
  }
}
