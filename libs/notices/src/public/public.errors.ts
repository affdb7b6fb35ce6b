import { Refusal } from '@jingzhun/domain/refusal';

/** The period has ended or the notice was withdrawn: the page says so instead of pretending it never was. */
export class NoticeTakenDown extends Refusal {
  constructor() {
    super({
      code: 'notice.taken-down',
      status: 410,
      zh: {
        title: '公示已结束',
        detail: '这份公示的公示期已满或已撤下，网页上不再显示其内容。',
        next: '如需了解结果，请向所在村民委员会或乡镇人民政府查询；已提出的异议可凭回执查询答复。',
      },
      en: {
        title: 'The notice has ended',
        detail: 'Its period is over or it was taken down; its text is no longer shown here.',
        next: 'Ask the village committee or the township government for the result; an objection you made can be looked up with its receipt.',
      },
    });
  }
}

/** A page without sign-in cannot tell more. */
export class PublicNoticeNotFound extends Refusal {
  constructor() {
    super({
      code: 'notice.not-found',
      status: 404,
      zh: { title: '没有这份公示', detail: '地址有误，或二维码不完整。', next: '请从公示栏首页重新进入。' },
      en: { title: 'No such notice', detail: 'The address is wrong or the code incomplete.', next: 'Start again from the notice board.' },
    });
  }
}
