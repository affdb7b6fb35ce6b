import { Refusal } from '@jingzhun/domain/refusal';

export class DirectoryHouseholdNotFound extends Refusal {
  constructor() {
    super({
      code: 'directory.household-not-found',
      status: 404,
      zh: {
        title: '没有这户',
        detail: '本部门的农户名录中没有这户，或不在您负责的区域内。',
        next: '请核对户；刚登记的农户要等识别部门的消息到达后才会出现。',
      },
      en: {
        title: 'No such household',
        detail: "This department's directory has no such household, or it is outside your area.",
        next: 'Check the household. One registered a moment ago appears once the message of identification has arrived.',
      },
    });
  }
}

export class UnknownDirectoryCursor extends Refusal {
  constructor() {
    super({
      code: 'directory.unknown-cursor',
      status: 400,
      zh: { title: '翻页位置无效', detail: '该翻页位置不是本列表给出的。', next: '请从第一页重新开始。' },
      en: { title: 'Unknown position', detail: 'The cursor was not given out by this list.', next: 'Start again from the first page.' },
    });
  }
}
