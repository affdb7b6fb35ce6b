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
import { officeOf, OutsideListStates, type OutsideListState, type OutsideOffice } from './outside-lifecycle.js';

export class OutsideListNotFound extends Refusal {
  constructor() {
    super({
      code: 'outside-list.not-found',
      status: 404,
      zh: { title: '没有找到这份名单', detail: '没有这份他单位发放名单。', next: '请在“他单位发放”页面重新选择。' },
      en: { title: 'No such list', detail: 'There is no such list of another office.', next: 'Go back to the lists.' },
    });
  }
}

export class OutsideListRefused extends Refusal {
  constructor(problems: readonly RefusalProblem[]) {
    super({
      code: 'outside-list.refused',
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

export class OutsideTotalsDiffer extends Refusal {
  constructor(problems: readonly RefusalProblem[]) {
    super({
      code: 'outside-list.totals-differ',
      status: 422,
      zh: {
        title: '名单未接收：与申报的笔数或金额不符',
        detail: '文件中的笔数或合计金额，与填写的不一致，整份未接收。',
        next: '请对照发放单位的来文核对笔数和金额；来文与文件不符的，退回发放单位。',
      },
      en: {
        title: 'Not taken: differs from what was declared',
        detail: 'The rows of the file, or their sum, differ from what was declared; nothing was taken.',
        next: 'Compare both with the paper of the office; if paper and file differ, send them back.',
      },
      problems,
    });
  }
}

export class OutsideFileDeclaredOtherwise extends Refusal {
  constructor(number: number) {
    super({
      code: 'outside-list.declared-otherwise',
      status: 409,
      zh: {
        title: '这份文件已上传过',
        detail: `同一份文件已作为第 ${number} 号名单上传，但单位、依据、期间或种类填写不同。`,
        next: `请打开第 ${number} 号名单核对；填错的，请复核人不予采用或撤回后再上传。`,
      },
      en: {
        title: 'This file was uploaded before',
        detail: `The same file is list ${number}, with another office, document, period or kinds.`,
        next: `Open list ${number}; if it is wrong, have it rejected or withdrawn first.`,
      },
    });
  }
}

export class OutsideNothingToCorrect extends Refusal {
  constructor() {
    super({
      code: 'outside-list.nothing-to-correct',
      status: 422,
      zh: {
        title: '没有可更正的名单',
        detail: '没有这个编号的名单，或它没有被采用，或已有另一份名单在更正它，或单位、种类与它不同。',
        next: '请核对要更正的名单编号；更正名单的单位和种类须与原名单一致。',
      },
      en: {
        title: 'Nothing to correct',
        detail: 'No list has this number, or it is not in force, another list corrects it already, or office or kinds differ.',
        next: 'Check the number; a correction has the office and kinds of the list it corrects.',
      },
      problems: [{ pointer: '/supersedes', code: 'unknown', zh: '没有可更正的名单', en: 'nothing to correct' }],
    });
  }
}

export class OutsideHouseholdUnknown extends Refusal {
  constructor() {
    super({
      code: 'outside-list.household-unknown',
      status: 422,
      zh: {
        title: '户册中没有该户或该人',
        detail: '本辖区户册副本中没有这一户，或这个人不在该户。',
        next: '请在户册副本中查到该户后再录入；户册有误的，请村里先在户册中提出更正。',
      },
      en: {
        title: 'Household or person unknown',
        detail: 'The copy of the register has no such household in your area, or the person is not one of it.',
        next: 'Look the household up in the copy of the register; correct the register first if it is wrong.',
      },
    });
  }
}

export class OutsideToldBefore extends Refusal {
  constructor(number: number) {
    super({
      code: 'outside-list.told-before',
      status: 409,
      zh: {
        title: '这一笔已录入',
        detail: `同一户同一种补助、同一天的一笔，已在第 ${number} 号名单中。`,
        next: `请打开第 ${number} 号名单核对；有误的，上传更正名单或申请撤回。`,
      },
      en: {
        title: 'Told before',
        detail: `List ${number} has this benefit of the household on the same day.`,
        next: `Open list ${number}; if it is wrong, upload a correction or ask for its withdrawal.`,
      },
    });
  }
}

export class OutsideDayNotYet extends Refusal {
  constructor() {
    super({
      code: 'outside-list.day-not-yet',
      status: 422,
      zh: { title: '日期未到', detail: '发放日期或期间的末日晚于今天。', next: '请填写已经发放的日期；还没发的，发放后再录入。' },
      en: {
        title: 'Not yet',
        detail: 'The day of the payment, or the last day of the period, is after today.',
        next: 'Enter what has been paid.',
      },
    });
  }
}

export class OutsideStepNotPossible extends StepNotPossible {
  constructor(state: OutsideListState) {
    super('outside-list', standsAt({ zh: '这份名单', en: 'The list' }, OutsideListStates.get(state)));
  }
}

export class NotYourOutsideStep extends NotYourOffice {
  constructor(office: Words) {
    super('outside-list', takenBy(office));
  }
}

export class OutsideStepNotYet extends StepNotYet {
  constructor(missing: readonly CheckedNeed[]) {
    const next = {
      zh: '请按所列各项办理，须由他人办理的请转交；本次没有写入。',
      en: 'Settle it first, or leave it to another person.',
    };
    super('outside-list', [{ pointer: '', missing }], stillMissing(missing, next));
  }
}

export class OutsideReasonNeeded extends ReasonNeeded {
  constructor() {
    super(
      'outside-list',
      reasonFor({ zh: '不予采用、申请撤回和不同意撤回，须写明理由。', en: 'A rejection and a withdrawal need a reason.' }),
    );
  }
}

/** How the decision about a list is refused. */
export const OUTSIDE_REFUSALS: StepRefusals<OutsideListState, CheckedNeed, OutsideOffice> = {
  notPossible: (state) => new OutsideStepNotPossible(state),
  notYourOffice: (office) => new NotYourOutsideStep(officeOf(office)),
  notYet: (missing) => new OutsideStepNotYet(missing),
};
