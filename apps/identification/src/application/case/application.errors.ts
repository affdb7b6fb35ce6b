import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';

export class ApplicationNotFound extends Refusal {
  constructor() {
    super({
      code: 'application.not-found',
      status: 404,
      zh: { title: '没有找到该申请', detail: '本辖区内没有这一件申请。', next: '请返回申请列表重新选择。' },
      en: { title: 'No such application', detail: 'There is no such case in your area.', next: 'Go back to the list of applications.' },
    });
  }
}

export class ApplicationClosed extends Refusal {
  constructor() {
    super({
      code: 'application.closed',
      status: 409,
      zh: { title: '该申请已经办结', detail: '办结、未通过或撤回的申请不再改动。', next: '如情况有变，请重新提出申请。' },
      en: { title: 'The case is closed', detail: 'A closed case does not change any more.', next: 'Apply anew if the situation changed.' },
    });
  }
}

export class FiledAlready extends Refusal {
  constructor() {
    super({
      code: 'application.filed-already',
      status: 409,
      zh: {
        title: '这份材料已按另一类型登记',
        detail: '同一份上传件只登记为一种材料，登记后不改类型。',
        next: '请重新上传该材料并选择正确的类型；登记错的那份请作废并写明原因。',
      },
      en: {
        title: 'Filed as another kind already',
        detail: 'An upload is one kind of paper and stays it.',
        next: 'Upload it again as the right kind, and retract the one that was filed wrongly.',
      },
      problems: [{ pointer: '/role', code: 'filed', zh: '已按另一类型登记', en: 'filed as another kind' }],
    });
  }
}

export class VillageNotYours extends Refusal {
  constructor() {
    super({
      code: 'application.village-not-yours',
      status: 422,
      zh: { title: '村庄不在本辖区', detail: '申请须由所在村或其乡镇登记。', next: '请选择本辖区内现行的行政村。' },
      en: {
        title: 'Not a village of your area',
        detail: 'An application is written by its village or township.',
        next: 'Choose a village of your area that exists today.',
      },
      problems: [{ pointer: '/villageCode', code: 'not-yours', zh: '不是本辖区的行政村', en: 'not a village of your area' }],
    });
  }
}

export class HouseholdNeeded extends Refusal {
  constructor(what: 'missing' | 'not-wanted') {
    const texts = {
      missing: {
        zh: { title: '请选择农户', detail: '清退和变更贫困户属性针对在册的农户。', next: '请先在农户名册中选择该户。' },
        en: {
          title: 'Choose the household',
          detail: 'A removal or change of category is about a registered household.',
          next: 'Choose it in the register.',
        },
      },
      'not-wanted': {
        zh: { title: '纳入申请不针对在册农户', detail: '新纳入的农户尚未建档。', next: '如该户已经在册，请选择清退或变更贫困户属性。' },
        en: {
          title: 'No household for a registration',
          detail: 'A new household is not registered yet.',
          next: 'For a registered household choose removal or change of category.',
        },
      },
    }[what];
    super({
      code: `application.household-${what}`,
      status: 422,
      ...texts,
      problems: [{ pointer: '/householdId', code: what, zh: texts.zh.title, en: texts.en.title }],
    });
  }
}

export class KindStays extends Refusal {
  constructor() {
    super({
      code: 'application.kind-stays',
      status: 422,
      zh: { title: '申请类型不能更改', detail: '一件申请自始至终是同一类型。', next: '请撤回本件，另行提出。' },
      en: { title: 'The kind stays', detail: 'A case keeps its kind.', next: 'Withdraw it and apply anew.' },
    });
  }
}

/** Nobody is named: which member it is stands in the pointers of the checklist. */
export class PersonInOtherCase extends Refusal {
  constructor() {
    super({
      code: 'application.person-in-other-case',
      status: 409,
      zh: {
        title: '家庭成员已在另一件申请中',
        detail: '本户有成员（或本户）已列入另一件未办结的申请，可能在其他村。',
        next: '请核对成员；确属重复的，先撤回或办结另一件，外村的请联系乡镇协调。',
      },
      en: {
        title: 'Somebody stands in another open case',
        detail: 'A member, or the household, is named in another open case, maybe of another village.',
        next: 'Check the members; withdraw or finish the other case first, with the help of the township when it is elsewhere.',
      },
    });
  }
}

export class PersonRegistered extends Refusal {
  /** @param pointer unknown when somebody was registered elsewhere while the step was taken: the checklist shows it from now on */
  constructor(pointer?: string) {
    super({
      code: 'application.person-registered',
      status: 409,
      zh: {
        title: '家庭成员已经建档',
        detail: pointer ? '有成员已登记在册，不能列入纳入申请。' : '办理本步骤的同时，有成员刚刚登记到另一户，本户没有建档。',
        next: pointer
          ? '请核对证件号码；确已在册的，先由原户办理“成员减少”。'
          : '请刷新页面，按清单核对成员；登记有误的，先由另一户办理“成员减少”再办结本件，确属另一户的，请退回更正本户成员。',
      },
      en: {
        title: 'A member is registered already',
        detail: pointer
          ? 'Somebody of the content stands in the register.'
          : 'While the step was taken, somebody of the case was registered with another household; nothing was registered here.',
        next: pointer
          ? 'Check the number; if it is right, the other household releases the person first.'
          : 'Reload and compare the members: if the other entry is wrong, that household releases the person first; if it is right, the case goes back and its members are corrected.',
      },
      ...(pointer ? { problems: [{ pointer, code: 'registered', zh: '该成员已经建档', en: 'registered already' }] } : {}),
    });
  }
}

export class ContentIncomplete extends Refusal {
  constructor(problems: RefusalProblem[]) {
    super({
      code: 'application.content-incomplete',
      status: 422,
      zh: {
        title: '更正后的内容不完整',
        detail: `还有 ${problems.length} 处未填或有误；申请提交后内容须始终完整。`,
        next: '请补正标出的各项后再保存。',
      },
      en: {
        title: 'The corrected content is not complete',
        detail: `${problems.length} fields are missing or wrong; a submitted application stays complete.`,
        next: 'Complete the marked fields and save again.',
      },
      problems,
    });
  }
}

export class ContentUnchanged extends Refusal {
  constructor() {
    super({
      code: 'application.nothing-changed',
      status: 422,
      zh: { title: '内容没有变化', detail: '填写的内容与现有内容相同。', next: '请核对需要更正的内容后再保存。' },
      en: { title: 'Nothing changed', detail: 'The content is what it was.', next: 'Check what is to be corrected.' },
    });
  }
}

export class NumberToKeepMissing extends Refusal {
  constructor(pointer: string) {
    super({
      code: 'application.number-to-keep-missing',
      status: 422,
      zh: { title: '没有可保留的号码', detail: '原内容中没有这一处的号码。', next: '请重新填写号码。' },
      en: { title: 'No number to keep', detail: 'The stored content has no number there.', next: 'Enter the number.' },
      problems: [{ pointer, code: 'missing', zh: '没有可保留的号码', en: 'no number to keep' }],
    });
  }
}
