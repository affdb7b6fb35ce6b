import { Refusal } from '@jingzhun/domain/refusal';

export class UnknownColumns extends Refusal {
  constructor(known: readonly string[]) {
    super({
      code: 'export.unknown-columns',
      status: 400,
      zh: { title: '没有这样的列', detail: '要导出的列中有本列表没有的列。', next: `请从这些列中选择：${known.join('、')}` },
      en: {
        title: 'No such columns',
        detail: 'The list does not have all of the columns asked for.',
        next: `Choose among: ${known.join(', ')}`,
      },
    });
  }
}

export class ListNotPermitted extends Refusal {
  constructor() {
    super({
      code: 'export.list-not-permitted',
      status: 403,
      zh: {
        title: '不能导出这个列表',
        detail: '您的角色不能查看这个列表，也就不能导出。',
        next: '请导出您能查看的列表，或请有权限的同事导出。',
      },
      en: {
        title: 'Not your list',
        detail: 'Your role does not see this list and cannot export it.',
        next: 'Export a list you can see, or ask a colleague who may.',
      },
    });
  }
}

export class RevealNotPermitted extends Refusal {
  constructor() {
    super({
      code: 'export.reveal-not-permitted',
      status: 403,
      zh: {
        title: '不能导出完整证件号码',
        detail: '您的角色没有查看完整证件号码的权限，或该列表没有证件号码。',
        next: '请去掉“完整证件号码”后导出，或由县级人员办理。',
      },
      en: {
        title: 'Plain ID numbers are not for you',
        detail: 'Your role may not see plain ID numbers, or the list has none.',
        next: 'Export without them, or ask a county officer.',
      },
    });
  }
}
