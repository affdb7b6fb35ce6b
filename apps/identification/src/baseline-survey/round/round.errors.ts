import { Refusal } from '@jingzhun/domain/refusal';
import type { RoundState } from './round-lifecycle.js';

export class RoundNotFound extends Refusal {
  constructor() {
    super({
      code: 'survey.round-not-found',
      status: 404,
      zh: { title: '没有找到该调查', detail: '本辖区没有这一轮摸底调查。', next: '请返回摸底调查列表重新选择。' },
      en: { title: 'No such survey', detail: 'There is no such survey round in your area.', next: 'Go back to the list of surveys.' },
    });
  }
}

export class OutsideOwnArea extends Refusal {
  constructor() {
    super({
      code: 'survey.outside-area',
      status: 403,
      zh: { title: '超出管辖范围', detail: '调查范围含有本辖区以外的地方。', next: '请只选择本辖区内的乡镇和村。' },
      en: {
        title: 'Outside your area',
        detail: 'The survey would reach beyond your area.',
        next: 'Choose townships and villages of your own area only.',
      },
    });
  }
}

export class UnknownVillages extends Refusal {
  constructor(count: number) {
    super({
      code: 'survey.unknown-villages',
      status: 422,
      zh: { title: '有的村不在调查范围内', detail: `有 ${count} 个村代码不是该范围内现有的行政村。`, next: '请从行政区划中重新选择村。' },
      en: {
        title: 'Villages outside the survey',
        detail: `${count} of the codes are no present village of the chosen area.`,
        next: 'Choose the villages from the list of divisions again.',
      },
      problems: [{ pointer: '/villages', code: 'unknown-village', zh: '不是该范围内现有的行政村', en: 'no present village of the area' }],
    });
  }
}

const STATE_TEXT: Record<RoundState, { zh: string; en: string }> = {
  planned: { zh: '未开始', en: 'planned' },
  open: { zh: '进行中', en: 'open' },
  closed: { zh: '已结束', en: 'closed' },
};

export class RoundIsNotReady extends Refusal {
  constructor(state: RoundState) {
    super({
      code: 'survey.round-state',
      status: 409,
      zh: { title: '现在不能这样办理', detail: `这轮调查现为“${STATE_TEXT[state].zh}”。`, next: '请刷新页面，按当前状态办理。' },
      en: { title: 'Not possible now', detail: `This survey is ${STATE_TEXT[state].en}.`, next: 'Reload the page and go on from there.' },
    });
  }
}

export class ConflictsWait extends Refusal {
  constructor(count: number) {
    super({
      code: 'survey.conflicts-wait',
      status: 409,
      zh: { title: '还有未处理的冲突', detail: `还有 ${count} 条冲突没有处理。`, next: '请先在“调查冲突”中逐条处理，再结束调查。' },
      en: {
        title: 'Conflicts wait',
        detail: `${count} conflicts have not been decided.`,
        next: 'Decide them first, then close the survey.',
      },
    });
  }
}

export class FormUnknown extends Refusal {
  constructor() {
    super({
      code: 'survey.form-unknown',
      status: 404,
      zh: { title: '没有这个版本的调查表', detail: '系统中没有这个版本的调查表。', next: '请更新应用后重试；仍不行的，请联系系统管理员。' },
      en: {
        title: 'No such form',
        detail: 'There is no form of this version.',
        next: 'Update the app and try again, or ask the administrator.',
      },
    });
  }
}
