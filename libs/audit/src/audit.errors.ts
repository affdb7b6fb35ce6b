import { Refusal } from '@jingzhun/domain/refusal';

/** The cursor is none that this list gave out. */
export class UnknownAuditCursor extends Refusal {
  constructor() {
    super({
      code: 'audit.unknown-cursor',
      status: 400,
      zh: { title: '翻页位置无效', detail: '该翻页位置不是本列表给出的。', next: '请回到第一页重新查询。' },
      en: { title: 'Unknown position', detail: 'The cursor was not given out by this list.', next: 'Start again from the first page.' },
    });
  }
}
