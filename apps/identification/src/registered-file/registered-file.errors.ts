import { Refusal } from '@jingzhun/domain/refusal';

export class HandbookDoesNotFit extends Refusal {
  constructor(what: 'number-used' | 'day' | 'not-registered') {
    const texts = {
      'number-used': {
        zh: {
          title: '手册编号已经使用',
          detail: '该编号的扶贫手册已发给另一户或此前已登记。',
          next: '请核对手册封面上的编号；编号无误的，请联系县级扶贫部门查明已发给哪一户。',
        },
        en: {
          title: 'The number is used',
          detail: 'A handbook with this number was issued before.',
          next: 'Check the number on its cover.',
        },
      },
      day: {
        zh: { title: '发放日期不合理', detail: '发放日期应在建档之后、今日之前。', next: '请核对发放日期。' },
        en: { title: 'The day does not fit', detail: 'It lies between the registration and today.', next: 'Check the date.' },
      },
      'not-registered': {
        zh: { title: '该户不在册', detail: '扶贫手册只发给在册贫困户。', next: '请核对农户页面的状态。' },
        en: { title: 'Not registered', detail: 'Handbooks are for registered households.', next: 'Look at the page of the household.' },
      },
    }[what];
    super({ code: `handbook.${what}`, status: what === 'number-used' ? 409 : 422, ...texts });
  }
}
