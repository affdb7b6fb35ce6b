import { Refusal } from '@jingzhun/domain/refusal';
import type { Post } from './post-words.js';

const problem = (pointer: string) => [
  { pointer, code: 'unfit', zh: '请选择能负责整个调查范围的人员', en: 'choose somebody who is responsible for the whole round' },
];

export class DeciderUnfit extends Refusal {
  constructor(pointer: string) {
    super({
      code: 'survey.decider-unfit',
      status: 422,
      zh: {
        title: '不能指定这个账号',
        detail: '该账号已停用、没有处理调查冲突的岗位，或管辖范围不包括整个调查范围。',
        next: '请从名单中另选一人；刚建好或刚调整的账号，请稍后再试。',
      },
      en: {
        title: 'This account cannot be named',
        detail: 'It is disabled, has no role that decides conflicts, or is not responsible for the whole area of the round.',
        next: 'Choose another one from the list; try again later if the account was made or changed just now.',
      },
      problems: problem(pointer),
    });
  }
}

export class SamePersonTwice extends Refusal {
  constructor(pointer: string) {
    super({
      code: 'survey.decider-twice',
      status: 422,
      zh: { title: '须是两个人', detail: '决定人和替补不能是同一个人。', next: '请另选一人，或先更换另一个位置上的人。' },
      en: {
        title: 'Two persons',
        detail: 'Who decides and who stands in are two persons.',
        next: 'Choose another one, or change the other place first.',
      },
      problems: problem(pointer),
    });
  }
}

export class NotTheOpener extends Refusal {
  constructor() {
    super({
      code: 'survey.not-the-opener',
      status: 403,
      zh: {
        title: '由组织本轮调查的人指定',
        detail: '由谁决定冲突，由开始本轮调查的人指定和更换。',
        next: '请在本轮调查页面查看由谁指定，并请其更换。',
      },
      en: {
        title: 'Whoever opened the survey names them',
        detail: 'Who decides conflicts is named and changed by the officer who opened this survey.',
        next: 'The page of the survey says who that is; ask there.',
      },
    });
  }
}

export class AnotherDecides extends Refusal {
  constructor({ zh, en }: Post) {
    super({
      code: 'survey.another-decides',
      status: 403,
      zh: {
        title: '这条冲突由指定的人决定',
        detail: `本轮调查的冲突由指定的${zh}决定。`,
        next: '请把您了解的情况告诉决定人；决定人不在岗的，请组织本轮调查的人在调查页面更换。',
      },
      en: {
        title: 'A named officer decides this',
        detail: `Conflicts of this survey are decided by the ${en} it names.`,
        next: 'Tell that officer what you know; if the officer is away, whoever opened the survey names another on its page.',
      },
    });
  }
}

export class NobodyDecides extends Refusal {
  constructor() {
    super({
      code: 'survey.nobody-decides',
      status: 409,
      zh: {
        title: '目前没有人能决定',
        detail: '指定的决定人和替补都已停用、调离，或填报过这一户。',
        next: '请组织本轮调查的人在调查页面另外指定；其本人也已离岗的，由负责该范围的其他经办人指定。',
      },
      en: {
        title: 'Nobody can decide at present',
        detail: 'The officer and the substitute have left, were moved, or reported on this household themselves.',
        next: 'Whoever opened the survey names another on its page; if that officer has left too, any officer responsible for the area does.',
      },
    });
  }
}
