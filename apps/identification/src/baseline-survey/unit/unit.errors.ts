import { Refusal } from '@jingzhun/domain/refusal';

export class NotConfirmed extends Refusal {
  constructor() {
    super({
      code: 'survey.not-confirmed',
      status: 409,
      zh: {
        title: '该户尚未签字确认',
        detail: '只有经该户签字确认的调查结果，才能作为更正或申请的依据。',
        next: '请调查员入户核对并拍摄签字照片；确认后内容又有改动的，须再次确认。',
      },
      en: {
        title: 'Not confirmed by the household',
        detail: 'Only answers the household has signed can support a correction or an application.',
        next: 'Have the household confirm them with a signature; answers changed since then need a new one.',
      },
    });
  }
}

export class NotRegisteredHousehold extends Refusal {
  constructor() {
    super({
      code: 'survey.not-registered',
      status: 409,
      zh: { title: '该户不在名册中', detail: '新发现的农户没有可更正的登记资料。', next: '请为该户办理建档立卡申请。' },
      en: { title: 'Not in the register', detail: 'A newly found household has nothing to correct.', next: 'Begin an application for it.' },
    });
  }
}

export class NoSuchDifference extends Refusal {
  constructor() {
    super({
      code: 'survey.no-such-difference',
      status: 409,
      zh: { title: '没有需要更正的内容', detail: '这一项与名册现在的登记一致。', next: '请刷新页面；名册可能已由他人更正。' },
      en: {
        title: 'Nothing to correct',
        detail: 'The register says the same by now.',
        next: 'Reload the page; somebody may have corrected it.',
      },
    });
  }
}

export class RegisteredAlready extends Refusal {
  constructor() {
    super({
      code: 'survey.registered-already',
      status: 409,
      zh: { title: '该户已在名册中', detail: '已建档立卡的农户不用再申请。', next: '资料有出入的，请据调查结果提出更正。' },
      en: {
        title: 'In the register already',
        detail: 'A registered household does not apply again.',
        next: 'Propose a correction where the survey says otherwise.',
      },
    });
  }
}

export class ApplicationBegun extends Refusal {
  constructor() {
    super({
      code: 'survey.application-begun',
      status: 409,
      zh: {
        title: '该户的申请已经建立',
        detail: '已根据这次调查为该户建立了申请，或调查内容刚有变动。',
        next: '请刷新页面，打开已建立的申请继续办理。',
      },
      en: {
        title: 'The application has been begun',
        detail: 'An application was made from this survey, or the answers have just changed.',
        next: 'Reload the page and go on with the application that is there.',
      },
    });
  }
}
