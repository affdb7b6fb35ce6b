import { Refusal, type RefusalText } from '@jingzhun/domain/refusal';
import type { WhyNotOneSheet } from './posting.rules.js';

const text = (title: string, detail: string, next: string): RefusalText => ({ title, detail, next });

export class PostingNotFound extends Refusal {
  constructor() {
    super({
      code: 'notice.posting-not-found',
      status: 404,
      zh: text('没有找到该张贴单', '本辖区内没有这一张张贴单。', '请返回公示列表重新选择。'),
      en: text('No such sheet', 'There is no such sheet in your area.', 'Go back to the list of notices.'),
    });
  }
}

const WHY: Record<WhyNotOneSheet, { zh: string; en: string }> = {
  kind: { zh: '所选公示不是同一种公示', en: 'The notices are of different kinds' },
  place: { zh: '所选公示不在同一个村（组）张贴', en: 'The notices hang in different places' },
  day: { zh: '所选公示不是同一天张贴的，公示期不同', en: 'The notices were posted on different days' },
};

export class NotOneSheet extends Refusal {
  constructor(why: WhyNotOneSheet) {
    super({
      code: 'notice.not-one-sheet',
      status: 422,
      zh: text('这些公示不能合成一张', `${WHY[why].zh}。`, '请只选同一个村、同一种类、同一天张贴的公示。'),
      en: text('These are not one sheet', `${WHY[why].en}.`, 'Choose notices of one village, one kind and one day.'),
    });
  }
}

export class NoticeOnAnotherSheet extends Refusal {
  constructor() {
    super({
      code: 'notice.on-another-sheet',
      status: 409,
      zh: text('有公示已经在别的张贴单上', '一份公示只在一张张贴单上。', '请刷新页面，去掉已有张贴单的公示后再合并。'),
      en: text('On a sheet already', 'A notice stands on one sheet only.', 'Reload the page and leave out what has a sheet.'),
    });
  }
}

export class NothingHangs extends Refusal {
  constructor() {
    super({
      code: 'notice.nothing-hangs',
      status: 409,
      zh: text('这张张贴单上没有正在公示的内容', '单上的公示都已办结或撤下。', '请刷新页面；重新张贴的，请打开新的张贴单办理。'),
      en: text(
        'Nothing hangs on this sheet',
        'All its notices are closed or were taken down.',
        'Reload the page; what was posted anew has another sheet.',
      ),
    });
  }
}
