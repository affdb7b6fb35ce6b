import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';

export class ReportUnreadable extends Refusal {
  constructor(problems: RefusalProblem[]) {
    super({
      code: 'survey.report-unreadable',
      status: 422,
      zh: {
        title: '这一户的记录无法读取',
        detail: '记录的格式与系统不符。',
        next: '记录仍在手机上。请更新应用后再发送；仍不行的，请联系系统管理员。',
      },
      en: {
        title: 'The report cannot be read',
        detail: 'The report does not have the form the system knows.',
        next: 'It stays on the phone. Update the app and send again, or ask the administrator.',
      },
      problems,
    });
  }
}

export class AnswersDoNotFit extends Refusal {
  constructor(problems: RefusalProblem[]) {
    super({
      code: 'survey.answers-do-not-fit',
      status: 422,
      zh: {
        title: '有的项目需要修改',
        detail: `有 ${problems.length} 处填写不符合要求。`,
        next: '请在手机上打开这一户，按提示修改后再发送。',
      },
      en: {
        title: 'Some answers need a change',
        detail: `${problems.length} answers do not meet the requirements.`,
        next: 'Open the household on the phone, correct the marked answers and send again.',
      },
      problems,
    });
  }
}

export class UnitNotHere extends Refusal {
  constructor() {
    super({
      code: 'survey.unit-not-here',
      status: 404,
      zh: {
        title: '这一户不在您的调查名单中',
        detail: '这一户不属于本轮调查，或不在您的辖区。',
        next: '记录仍在手机上。请联系乡镇核对这一户属于哪个村、由谁调查。',
      },
      en: {
        title: 'Not on your list',
        detail: 'The household is not part of this round or lies outside your area.',
        next: 'The report stays on the phone. Ask the township which village the household belongs to and who surveys it.',
      },
    });
  }
}

export class RoundNotOpen extends Refusal {
  constructor() {
    super({
      code: 'survey.round-not-open',
      status: 409,
      zh: { title: '调查还没有开始', detail: '这一轮摸底调查还没有开始。', next: '记录仍在手机上。请等乡镇开始调查后再发送。' },
      en: {
        title: 'The survey has not begun',
        detail: 'This round has not been opened yet.',
        next: 'The report stays on the phone; send it when the round is open.',
      },
    });
  }
}

export class ReportIdReused extends Refusal {
  constructor() {
    super({
      code: 'survey.report-id-reused',
      status: 409,
      zh: {
        title: '编号已用于另一份记录',
        detail: '同一编号下已有内容不同的记录。',
        next: '已收到的记录没有改变。请在手机上打开这一户，重新保存后再发送。',
      },
      en: {
        title: 'The id belongs to another report',
        detail: 'A report with other content has been received under this id.',
        next: 'What was received has not changed. Open the household on the phone, save it again and send.',
      },
    });
  }
}

export class BaseUnknown extends Refusal {
  constructor() {
    super({
      code: 'survey.base-unknown',
      status: 409,
      zh: {
        title: '无法与现有资料比对',
        detail: '手机上的资料版本在系统中找不到。',
        next: '记录仍在手机上。请联网后点“更新名单”，再打开这一户核对并发送。',
      },
      en: {
        title: 'Cannot be compared',
        detail: 'The version the phone had is not known here.',
        next: 'The report stays on the phone. Update the list while online, look at the household again and send.',
      },
    });
  }
}

type Words = { title: string; detail: string; next: string };

/** What a surveyor is told when a report waits for a decision. Nothing about the other side. */
export const CONFLICT_WORDS: Record<'fields' | 'double' | 'late', { zh: Words; en: Words }> = {
  fields: {
    zh: {
      title: '与他人填写的不同',
      detail: '这一户的同一项目，另有人填了不同的内容。两份都已保留。',
      next: '不用重填。由乡镇核对后决定，结果会显示在这里。',
    },
    en: {
      title: 'Somebody answered differently',
      detail: 'Somebody else gave another answer to the same question. Both have been kept.',
      next: 'Nothing to type again: the township compares and decides, the result will be shown here.',
    },
  },
  double: {
    zh: {
      title: '可能与另一户重复',
      detail: '有成员的证件号码也出现在另一户。记录已收到并保留。',
      next: '不用重填。由乡镇核对是否为同一户。',
    },
    en: {
      title: 'Perhaps surveyed twice',
      detail: 'The number of a member also stands in another household. The report has been received and kept.',
      next: 'Nothing to type again: the township finds out whether it is the same household.',
    },
  },
  late: {
    zh: { title: '调查结束后收到', detail: '这份记录在调查结束后才收到，已完整保留。', next: '不用重填。由乡镇决定是否采用。' },
    en: {
      title: 'Received after the end',
      detail: 'The report came after the survey had ended and has been kept whole.',
      next: 'Nothing to type again: the township decides whether it counts.',
    },
  },
};
