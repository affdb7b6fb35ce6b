import { Refusal } from '@jingzhun/domain/refusal';

export class UseNotSeen extends Refusal {
  constructor() {
    super({
      code: 'loan.use-photo-missing',
      status: 422,
      zh: {
        title: '缺少现场照片',
        detail: '查看了用途，须附至少一张现场照片。',
        next: '请拍照上传后再提交；没有看到的，选择“未能查看”并说明原因。',
      },
      en: {
        title: 'No photograph',
        detail: 'A use that was seen is shown by at least one photograph.',
        next: 'Add one; where nothing could be seen, say so and why.',
      },
      problems: [{ pointer: '/attachmentIds', code: 'missing', zh: '没有照片', en: 'no photograph' }],
    });
  }
}

export class UseSeenBefore extends Refusal {
  constructor() {
    super({
      code: 'loan.use-photo-old',
      status: 422,
      zh: {
        title: '照片是以前的',
        detail: '所附照片这笔贷款以前已经用过，不能证明本次查看。',
        next: '请上传本次查看时拍的照片；没有看到的，选择“未能查看”并说明原因。',
      },
      en: {
        title: 'An earlier photograph',
        detail: 'The loan has these photographs already; they do not show what was seen this time.',
        next: 'Add one taken this time; where nothing could be seen, say so and why.',
      },
      problems: [{ pointer: '/attachmentIds', code: 'old', zh: '没有本次查看时拍的照片', en: 'no photograph of this time' }],
    });
  }
}

export class NoUseToCheck extends Refusal {
  constructor() {
    super({
      code: 'loan.no-use-to-check',
      status: 409,
      zh: { title: '现在不需要检查用途', detail: '贷款尚未发放，或已经结束。', next: '请在放款之后、结清之前检查。' },
      en: {
        title: 'Nothing to look at',
        detail: 'The money was not paid out yet, or the loan has ended.',
        next: 'Look at its use while the loan runs.',
      },
    });
  }
}

export class MisuseNotDecidable extends Refusal {
  constructor(what: 'found' | 'putRight') {
    const found = what === 'found';
    super({
      code: found ? 'loan.misuse-not-found' : 'loan.misuse-not-open',
      status: 409,
      zh: {
        title: found ? '还不能认定挪用' : '没有待改正的挪用',
        detail: found
          ? '最近一次用途检查不是“未按约定使用”，或已经认定，或查看日期不晚于上次确认改正之日。'
          : '这笔贷款没有认定挪用，或已经改正。',
        next: found ? '请由村或乡镇重新查看用途并登记，再由县级认定。' : '请刷新页面核对。',
      },
      en: {
        title: found ? 'Misuse cannot be decided' : 'Nothing to put right',
        detail: found
          ? 'The last check did not find another use, or is decided already, or is of no later day than it was put right.'
          : 'No misuse is decided, or it was put right.',
        next: found ? 'Village or township look again and record what they saw.' : 'Reload the page.',
      },
    });
  }
}

export class CheckerDoesNotDecide extends Refusal {
  constructor() {
    super({
      code: 'loan.misuse-needs-another',
      status: 403,
      zh: { title: '须由另一人认定', detail: '检查用途的人不能认定挪用。', next: '请交县级另一名经办人员认定。' },
      en: {
        title: 'Another person decides',
        detail: 'Whoever looked does not decide about it.',
        next: 'Hand it to another officer of the county.',
      },
    });
  }
}

export class FinderDoesNotLift extends Refusal {
  constructor() {
    super({
      code: 'loan.misuse-lifted-by-another',
      status: 403,
      zh: { title: '须由另一人确认改正', detail: '这次挪用由您认定，认定人不能确认改正。', next: '请交县级另一名经办人员核实后确认改正。' },
      en: {
        title: 'Another person says that it was put right',
        detail: 'You have decided that the money was used otherwise.',
        next: 'Hand it to another officer of the county.',
      },
    });
  }
}
