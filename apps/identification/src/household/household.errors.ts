import { Refusal } from '@jingzhun/domain/refusal';

export class HouseholdNotFound extends Refusal {
  constructor() {
    super({
      code: 'household.not-found',
      status: 404,
      zh: {
        title: '没有找到该户',
        detail: '本辖区内没有这一户，或该户已不在本辖区。',
        next: '请返回农户名册重新查找；如应属本辖区，请联系上级部门核对。',
      },
      en: {
        title: 'No such household',
        detail: 'There is no such household in your area.',
        next: 'Search the register again; if it should belong to your area, ask the level above.',
      },
    });
  }
}

export class NotRegisteredThen extends Refusal {
  constructor() {
    super({
      code: 'household.not-registered-then',
      status: 404,
      zh: { title: '当时尚未建档', detail: '在所选日期，该户尚未登记，或尚无相关记录。', next: '请选择较晚的日期，或查看变更记录。' },
      en: {
        title: 'Not registered then',
        detail: 'On that day the household was not registered or nothing was known of it.',
        next: 'Choose a later day or look at the timeline.',
      },
    });
  }
}

export class NothingToReveal extends Refusal {
  constructor() {
    super({
      code: 'household.nothing-to-reveal',
      status: 404,
      zh: { title: '没有登记该项', detail: '该户没有登记这一项，或该人员不是本户成员。', next: '请刷新农户页面后核对。' },
      en: {
        title: 'Nothing recorded',
        detail: 'The household has no such value, or the person is not its member.',
        next: 'Reload the page and check.',
      },
    });
  }
}

export class InvalidValidFrom extends Refusal {
  constructor(registeredOn: string, today: string) {
    super({
      code: 'household.valid-from',
      status: 422,
      zh: {
        title: '生效日期不合理',
        detail: `生效日期应在建档日期（${registeredOn}）至今天（${today}）之间。`,
        next: '请修改生效日期后重新提交。',
      },
      en: {
        title: 'Date out of range',
        detail: `The change must hold from a day between the registration (${registeredOn}) and today (${today}).`,
        next: 'Correct the date and send again.',
      },
      problems: [{ pointer: '/validFrom', code: 'out-of-range', zh: '不在允许的日期范围内', en: 'outside the allowed range' }],
    });
  }
}

export class NothingChanged extends Refusal {
  constructor() {
    super({
      code: 'household.nothing-changed',
      status: 422,
      zh: { title: '内容没有变化', detail: '填写的内容与现有登记完全相同。', next: '请核对需要更正的内容后再提交。' },
      en: {
        title: 'Nothing changed',
        detail: 'What you gave is what the register says already.',
        next: 'Check what is to be corrected and send again.',
      },
    });
  }
}

export class UnusableValue extends Refusal {
  constructor(pointer: string, problem: { code: string; zh: string; en: string }) {
    super({
      code: 'household.unusable-value',
      status: 422,
      zh: { title: '填写的内容有误', detail: problem.zh, next: '请修改后重新提交。' },
      en: { title: 'A value is not right', detail: problem.en, next: 'Correct it and send again.' },
      problems: [{ pointer, ...problem }],
    });
  }
}
