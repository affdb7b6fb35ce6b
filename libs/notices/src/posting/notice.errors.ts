import { Refusal, type RefusalText } from '@jingzhun/domain/refusal';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { inWords, type Missing, type ProofOccasion } from '../clock/closing.rules.js';
import type { NoticeState } from './notice-lifecycle.js';

const text = (title: string, detail: string, next: string): RefusalText => ({ title, detail, next });

export class NoticeNotFound extends Refusal {
  constructor() {
    super({
      code: 'notice.not-found',
      status: 404,
      zh: text('没有找到该公示', '本辖区内没有这一份公示。', '请返回公示列表重新选择。'),
      en: text('No such notice', 'There is no such notice in your area.', 'Go back to the list of notices.'),
    });
  }
}

const STATES: Record<NoticeState, { zh: string; en: string }> = {
  composed: { zh: '待张贴', en: 'not posted yet' },
  posted: { zh: '公示中', en: 'posted' },
  closed: { zh: '已办结', en: 'closed' },
  withdrawn: { zh: '已撤下', en: 'withdrawn' },
};

export class NoticeInOtherState extends Refusal {
  constructor(state: NoticeState) {
    super({
      code: 'notice.other-state',
      status: 409,
      zh: text('公示的状态已经变化', `这份公示现为“${STATES[state].zh}”，不能再进行这一步。`, '请刷新页面，按当前状态办理。'),
      en: text(
        'The notice is in another state',
        `It is ${STATES[state].en}; this step is not possible any more.`,
        'Reload the page and go on from there.',
      ),
    });
  }
}

/** Says everything that is missing, not only the first of it. */
export class NoticeNotClosable extends Refusal {
  constructor(missing: readonly Missing[]) {
    const words = inWords(missing);
    super({
      code: 'notice.not-closable',
      status: 409,
      zh: text('公示还不能办结', `${words.zh}。`, '请补齐上述各项后再办结；公示期未满的，请等到期满次日。'),
      en: text(
        'The notice cannot be closed yet',
        `${words.en}.`,
        'Complete what is listed, then close it; a period that runs ends by itself.',
      ),
      problems: missing.map(({ code, zh, en }) => ({ pointer: '', code, zh, en })),
    });
  }
}

const OCCASIONS: Record<ProofOccasion, { zh: string; en: string }> = {
  first: { zh: '首日', en: 'first day' },
  last: { zh: '末日', en: 'last day' },
};

export class ProofTakenOnOtherDay extends Refusal {
  constructor(occasion: ProofOccasion, from: PlainDate, to: PlainDate) {
    super({
      code: 'notice.proof-other-day',
      status: 422,
      zh: text(
        `照片不是${OCCASIONS[occasion].zh}拍摄的`,
        `${OCCASIONS[occasion].zh}张贴照片应在 ${from} 至 ${to} 之间拍摄。`,
        '请上传当天拍摄的照片；当天确未拍照的，请用“撤下重贴”重新张贴，公示期重新计算。',
      ),
      en: text(
        `Not taken on the ${OCCASIONS[occasion].en}`,
        `The photo of the ${OCCASIONS[occasion].en} is taken from ${from} to ${to}.`,
        'Upload the photo of that day; where there is none, take the notice down and post it again, with a new period.',
      ),
    });
  }
}

export class ProofIsNoPhoto extends Refusal {
  constructor() {
    super({
      code: 'notice.proof-no-photo',
      status: 422,
      zh: text('张贴证明应为照片', '所选附件不是照片。', '请上传公示张贴现场的照片（JPG、PNG 等）。'),
      en: text('The proof is a photo', 'What was chosen is not a photo.', 'Upload a photo of the notice where it hangs.'),
    });
  }
}

export class ReasonNeeded extends Refusal {
  constructor() {
    super({
      code: 'notice.reason-needed',
      status: 422,
      zh: text('请说明撤下原因', '公示期内撤下公示须说明原因。', '请填写至少 4 个字的原因。'),
      en: text('Say why it is taken down', 'A notice is withdrawn for a stated reason.', 'Give a reason of at least four characters.'),
    });
  }
}
