import { Refusal, type RefusalText } from '@jingzhun/domain/refusal';
import type { PlainDate } from '@jingzhun/domain/plain-date';

const text = (title: string, detail: string, next: string): RefusalText => ({ title, detail, next });

export class ObjectionNotFound extends Refusal {
  constructor() {
    super({
      code: 'objection.not-found',
      status: 404,
      zh: text('没有找到该异议', '您负责调查的范围内没有这一条异议。', '请返回异议列表重新选择。'),
      en: text('No such objection', 'There is no such objection for you to investigate.', 'Go back to the list of objections.'),
    });
  }
}

/** The page without sign-in: the notice is not there any more. */
export class ObjectionPeriodOver extends Refusal {
  constructor() {
    super({
      code: 'objection.period-over',
      status: 410,
      zh: text(
        '公示期已过',
        '这份公示已经结束，网页上不再受理对它的异议。',
        '如仍有意见，请向乡镇人民政府反映，或拨打公示上的监督举报电话。',
      ),
      en: text(
        'The period is over',
        'The notice has ended; objections are no longer taken on this page.',
        'Go to the township government, or call the number on the notice.',
      ),
    });
  }
}

export class ReceivedOutsidePeriod extends Refusal {
  constructor(from: PlainDate, to: PlainDate) {
    super({
      code: 'objection.received-outside-period',
      status: 422,
      zh: text(
        '收到日期不在公示期内',
        `该公示的异议应在 ${from} 至 ${to} 之间提出。`,
        '请核对收到日期；公示期外的意见请按信访或举报办理。',
      ),
      en: text(
        'Received outside the period',
        `Objections to this notice are made from ${from} to ${to}.`,
        'Check the day it was received; treat others as a complaint.',
      ),
    });
  }
}

export class ScanNeeded extends Refusal {
  constructor() {
    super({
      code: 'objection.scan-needed',
      status: 422,
      zh: text('缺少书面异议的扫描件', '书面提出的异议须附扫描件或照片。', '请上传书面异议的扫描件后重新登记。'),
      en: text('The scanned page is missing', 'An objection on paper is entered with its scan.', 'Upload the page and enter it again.'),
    });
  }
}

export class ScanReadableInVillage extends Refusal {
  constructor() {
    super({
      code: 'objection.scan-readable-in-village',
      status: 422,
      zh: text(
        '扫描件村级可见',
        '书面异议的扫描件只能由乡镇以上人员查看，所选附件村级人员也能打开。',
        '请撤回该附件，按“仅乡镇以上可见”重新上传。',
      ),
      en: text(
        'The scan can be read in the village',
        'The page of an objection is for levels above the village; what was chosen can be opened there.',
        'Retract it and upload it again for levels above the village only.',
      ),
    });
  }
}

export class SubmissionReused extends Refusal {
  constructor() {
    super({
      code: 'objection.submission-reused',
      status: 409,
      zh: text('该表单已经提交过', '同一张表单先前提交过不同的内容，先前的异议已经收到。', '如需补充，请重新打开公示页面，再提交一次。'),
      en: text(
        'This form was sent before',
        'It was sent with other content; that objection was received.',
        'Open the notice again to add something.',
      ),
    });
  }
}

export class TooManyObjections extends Refusal {
  constructor(seconds: number) {
    super({
      code: 'objection.too-many',
      status: 429,
      zh: text(
        '提交过于频繁',
        '对这份公示的网上异议在短时间内收到过多。',
        '请稍后再试；以书面、电话方式向乡镇人民政府提出的异议照常受理。',
      ),
      en: text(
        'Too many at once',
        'Too many objections to this notice arrived from the web in a short time.',
        'Try again later; objections on paper or by phone to the township government are taken as ever.',
      ),
      headers: { 'Retry-After': String(Math.max(1, seconds)) },
    });
  }
}

/** One answer for a wrong number and a wrong secret: neither can be guessed one after the other. */
export class ReceiptUnknown extends Refusal {
  constructor() {
    super({
      code: 'objection.receipt-unknown',
      status: 404,
      zh: text('没有找到该回执', '回执号或查询码不正确。', '请对照回执重新输入，注意字母和数字；遗失回执的，请向乡镇人民政府查询。'),
      en: text(
        'No such receipt',
        'The receipt number or the code is wrong.',
        'Compare both with your receipt; if it is lost, ask the township government.',
      ),
    });
  }
}

export class ObjectionDecided extends Refusal {
  constructor() {
    super({
      code: 'objection.already-decided',
      status: 409,
      zh: text('该异议已经答复', '这条异议已由其他人员答复。', '请刷新页面查看结果。'),
      en: text('Already answered', 'This objection has been decided.', 'Reload the page to see the outcome.'),
    });
  }
}

export class OwnNotice extends Refusal {
  constructor() {
    super({
      code: 'objection.own-notice',
      status: 403,
      zh: text('不能答复对本人所贴公示的异议', '异议须由张贴公示以外的人员调查答复。', '请由另一名有调查权限的人员办理。'),
      en: text(
        'Your own notice',
        'An objection is decided by another person than the one who posted the notice.',
        'Ask another investigator.',
      ),
    });
  }
}

export class OwnCase extends Refusal {
  constructor() {
    super({
      code: 'objection.own-case',
      status: 403,
      zh: text('不能答复对本人经办事项的异议', '您填报、更正过该事项，或登记过它的会议。', '请由另一名未经办该事项的人员调查答复。'),
      en: text(
        'Your own case',
        'You wrote or corrected the case, or recorded its meeting.',
        'Ask another investigator, who did not handle the case.',
      ),
    });
  }
}

export class FindingReadableInVillage extends Refusal {
  constructor() {
    super({
      code: 'objection.finding-readable-in-village',
      status: 422,
      zh: text(
        '调查材料村级可见',
        '异议的调查材料只能由乡镇以上人员查看，所选附件中有村级人员也能打开的。',
        '请撤回该附件，按“仅乡镇以上可见”重新上传。',
      ),
      en: text(
        'The evidence can be read in the village',
        'What an investigation found is for levels above the village; an attachment chosen can be opened there.',
        'Retract it and upload it again for levels above the village only.',
      ),
      problems: [{ pointer: '/attachmentIds', code: 'audience', zh: '村级人员可见', en: 'readable in the village' }],
    });
  }
}

export class AnswerDoesNotFit extends Refusal {
  constructor() {
    super({
      code: 'objection.answer-does-not-fit',
      status: 422,
      zh: text('答复与结论不一致', '所选答复用语与“成立”或“不成立”的结论不一致。', '请重新选择答复用语。'),
      en: text('The answer does not fit', 'The phrase chosen does not fit the outcome.', 'Choose another phrase.'),
      problems: [{ pointer: '/answer', code: 'answer', zh: '与结论不一致', en: 'does not fit the outcome' }],
    });
  }
}

export class NoSuchReturnStep extends Refusal {
  constructor(steps: readonly { zh: string; en: string }[]) {
    super({
      code: 'objection.no-such-step',
      status: 422,
      zh: text(
        '不能退回到该步骤',
        steps.length === 0 ? '该事项现在不能退回，只能不予通过。' : `可以退回到：${steps.map(({ zh }) => zh).join('、')}。`,
        '请重新选择处理方式。',
      ),
      en: text(
        'It cannot go back to that step',
        steps.length === 0 ? 'The case cannot go back now.' : `It can go back to: ${steps.map(({ en }) => en).join(', ')}.`,
        'Choose again what happens to the case.',
      ),
      problems: [{ pointer: '/effect/step', code: 'step', zh: '不能退回到该步骤', en: 'not a step it can go back to' }],
    });
  }
}
