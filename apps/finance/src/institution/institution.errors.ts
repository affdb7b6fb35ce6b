import { Refusal } from '@jingzhun/domain/refusal';

export class CreditCodeRefused extends Refusal {
  constructor() {
    super({
      code: 'institution.credit-code',
      status: 422,
      zh: {
        title: '统一社会信用代码不对',
        detail: '代码应为18位，不含字母I、O、S、V、Z，且最后一位校验码要对得上。所填代码有一位或几位写错。没有任何改动。',
        next: '请对照单位的登记证书重新填写。',
      },
      en: {
        title: 'Not a credit code',
        detail:
          'It has 18 characters without I, O, S, V and Z, and the last one checks the others. One or more are wrong. Nothing was changed.',
        next: 'Copy it from the certificate of registration.',
      },
    });
  }
}

export class InstitutionPeriodRefused extends Refusal {
  constructor() {
    super({
      code: 'institution.period',
      status: 422,
      zh: { title: '起止日期不对', detail: '停止日期早于开始日期。没有任何改动。', next: '请核对文件上的起止日期后重新填写。' },
      en: { title: 'The period is not possible', detail: 'It ends before it begins. Nothing was changed.', next: 'Check both days.' },
    });
  }
}

export class InstitutionWaits extends Refusal {
  constructor() {
    super({
      code: 'institution.waits',
      status: 409,
      zh: {
        title: '该单位已有一份待确认',
        detail: '同一单位一次只能有一份登记等待确认。没有任何改动。',
        next: '请由资金审批人先确认或退回那一份；填错的，退回后重新登记。',
      },
      en: {
        title: 'A proposal for it waits already',
        detail: 'One proposal at a time waits for an institution. Nothing was changed.',
        next: 'Have that one confirmed or refused first.',
      },
    });
  }
}

export class InstitutionNotFound extends Refusal {
  constructor() {
    super({
      code: 'institution.not-found',
      status: 404,
      zh: { title: '没有这份登记', detail: '没有找到这份收款单位登记。', next: '请在“收款单位”页面重新选择。' },
      en: {
        title: 'No such proposal',
        detail: 'There is no such version of an institution.',
        next: 'Go back to the list of institutions.',
      },
    });
  }
}

export class InstitutionDecided extends Refusal {
  constructor() {
    super({
      code: 'institution.decided',
      status: 409,
      zh: { title: '已经办理过', detail: '这份登记已经确认或退回。', next: '请刷新页面查看结果。' },
      en: { title: 'Decided already', detail: 'It was confirmed or refused before.', next: 'Reload the page.' },
    });
  }
}

export class InstitutionNeedsAnother extends Refusal {
  constructor() {
    super({
      code: 'institution.needs-another',
      status: 403,
      zh: {
        title: '须由另一人确认',
        detail: '这份登记由您提出：收款账户由一人登记、另一人确认。',
        next: '请交另一名资金审批人对照单位的开户证明确认。',
      },
      en: {
        title: 'Another person has to confirm it',
        detail: 'You proposed it: one person records an account, another confirms it.',
        next: 'Ask another finance approver to compare it with the paper of the bank.',
      },
    });
  }
}

export class SchemeServedByAnother extends Refusal {
  constructor() {
    super({
      code: 'institution.scheme-taken',
      status: 409,
      zh: {
        title: '险种在这段时间已有收款单位',
        detail: '同一险种同一天只能付给一个单位，所选险种中有与别的单位时间重叠的。没有任何改动。',
        next: '请先为原单位登记停止日期并确认，再确认这一份；或退回后改正起止日期、险种。',
      },
      en: {
        title: 'A scheme is paid to another in that time',
        detail:
          'On one day a scheme is paid to one institution; one of these is paid to another in a part of the period. Nothing was changed.',
        next: 'Give the other one a last day and have it confirmed first, or refuse this one and correct it.',
      },
    });
  }
}

export class InstitutionMissing extends Refusal {
  constructor(schemes: readonly { zh: string; en: string }[], count: number) {
    super({
      code: 'institution.missing',
      status: 409,
      zh: {
        title: '代缴保费没有收款单位',
        detail: `有 ${count} 笔代缴保费，到期当天没有已确认的收款单位：${schemes.map(({ zh }) => zh).join('、')}。代缴的保费付给承保单位，不付到农户的一卡通。没有任何款项加入批次。`,
        next: '请由县级经办人在“收款单位”中登记这些险种的单位和账户，由资金审批人确认后，再列入批次。已登记而开始日期晚于保费到期日的，请把开始日期改为最早的到期日，重新登记并确认。',
      },
      en: {
        title: 'Premiums without an institution',
        detail: `${count} premiums have no confirmed institution on the day they fell due: ${schemes.map(({ en }) => en).join(', ')}. A premium goes to the insurer, never to the card of the household. Nothing was added.`,
        next: 'Propose the institution of these schemes, have it confirmed by a finance approver, then add them again. Where one is confirmed from a later day, propose it again from the first day a premium fell due.',
      },
    });
  }
}

/** Said to who confirms: a later first day is as often meant as mistaken. */
export class EarlierDaysEnd extends Refusal {
  constructor(from: string, to: string, waiting: number) {
    const wait = {
      zh: waiting > 0 ? `，其中有 ${waiting} 笔正等待付款` : '',
      en: waiting > 0 ? ` ${waiting} of them wait for payment now.` : '',
    };
    super({
      code: 'institution.earlier-days',
      status: 409,
      zh: {
        title: '原来的一段时间将没有收款单位',
        detail: `现用的登记从 ${from} 起，这一份开始得较晚：${from} 至 ${to} 到期的保费将不再付给该单位${wait.zh}。没有任何改动。`,
        next: `这段时间仍由该单位承保的（如只是变更账户、续签协议），请退回，把开始日期填为 ${from} 重新登记；这段时间原来就登记错了的，请勾选“这段时间不再付给该单位”后确认。`,
      },
      en: {
        title: 'Days would be without an institution',
        detail: `The version in use begins on ${from}, this one later: premiums due from ${from} to ${to} would not be paid to it any more.${wait.en} Nothing was changed.`,
        next: `If it did insure in that time (another account, a renewed agreement), refuse it and have it proposed again from ${from}; if those days were wrong from the start, say so and confirm.`,
      },
    });
  }
}
