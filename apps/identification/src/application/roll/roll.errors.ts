import { Refusal } from '@jingzhun/domain/refusal';

export class RollNotFound extends Refusal {
  constructor() {
    super({
      code: 'roll.not-found',
      status: 404,
      zh: { title: '没有找到该名册', detail: '本辖区内没有这一份参会名册。', next: '请返回“参会名册”重新选择。' },
      en: { title: 'No such roll', detail: 'There is no such roll in your area.', next: 'Go back to the rolls and choose again.' },
    });
  }
}

export class RollDecided extends Refusal {
  constructor() {
    super({
      code: 'roll.decided',
      status: 409,
      zh: { title: '该名册已有结论', detail: '该名册已经确认或退回，不再改动。', next: '人数有变化的，请另行登记一份名册。' },
      en: {
        title: 'Decided already',
        detail: 'The roll was confirmed or sent back and does not change.',
        next: 'Enter another roll for other numbers.',
      },
    });
  }
}

export class OwnRoll extends Refusal {
  constructor() {
    super({
      code: 'roll.own',
      status: 403,
      zh: {
        title: '不能确认自己登记的名册',
        detail: '名册须由登记人以外的另一人核对依据文件后确认。',
        next: '请由乡镇另一名工作人员确认；登记有误的，您可以退回重新登记。',
      },
      en: {
        title: 'Your own roll',
        detail: 'Another person than who entered it compares it with the document and confirms it.',
        next: 'Ask a colleague of the township; if it is wrong, send it back and enter it again.',
      },
    });
  }
}

export class NotAVillage extends Refusal {
  constructor() {
    super({
      code: 'roll.not-a-village',
      status: 422,
      zh: { title: '请选择到村', detail: '参会名册按行政村登记，所选区划不是本辖区的行政村。', next: '请在本辖区内选择一个行政村。' },
      en: {
        title: 'Choose a village',
        detail: 'A roll is kept for a village; this is none of your area.',
        next: 'Choose a village of your area.',
      },
      problems: [{ pointer: '/villageCode', code: 'village', zh: '请选择到村', en: 'choose a village' }],
    });
  }
}

export class RollOfTheFuture extends Refusal {
  constructor() {
    super({
      code: 'roll.future',
      status: 422,
      zh: { title: '日期在将来', detail: '依据文件日期不能晚于今天。', next: '请核对依据文件上的日期。' },
      en: {
        title: 'A day in the future',
        detail: 'The document is not of a later day than today.',
        next: 'Compare the day with the document.',
      },
      problems: [{ pointer: '/documentDate', code: 'future', zh: '请核对日期', en: 'check the day' }],
    });
  }
}
