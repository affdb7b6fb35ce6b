import { Refusal } from '@jingzhun/domain/refusal';
import type { CorrectionStatus } from './correction-lifecycle.js';

export class CorrectionNotFound extends Refusal {
  constructor() {
    super({
      code: 'correction.not-found',
      status: 404,
      zh: { title: '没有找到该更正', detail: '本辖区内没有这一条更正申请。', next: '请返回更正列表重新选择。' },
      en: { title: 'No such correction', detail: 'There is no such proposal in your area.', next: 'Go back to the list of corrections.' },
    });
  }
}

export class OwnProposal extends Refusal {
  constructor() {
    super({
      code: 'correction.own-proposal',
      status: 403,
      zh: {
        title: '不能审核自己提出的更正',
        detail: '更正须由提出人以外的人员审核。',
        next: '请由另一名有审核权限的人员处理；如填写有误，您可以撤回。',
      },
      en: {
        title: 'Your own proposal',
        detail: 'A correction is decided by another person than the one who proposed it.',
        next: 'Ask another officer to decide it; you may withdraw it.',
      },
    });
  }
}

export class NotYourProposal extends Refusal {
  constructor() {
    super({
      code: 'correction.not-your-proposal',
      status: 403,
      zh: { title: '只有提出人可以撤回', detail: '这条更正由他人提出。', next: '如认为不应更正，请由有审核权限的人员驳回。' },
      en: {
        title: 'Not your proposal',
        detail: 'Only the person who proposed it can withdraw it.',
        next: 'An officer who may decide it can reject it.',
      },
    });
  }
}

const STATUS_TEXT: Record<CorrectionStatus, { zh: string; en: string }> = {
  proposed: { zh: '待审核', en: 'waiting' },
  approved: { zh: '已批准', en: 'approved' },
  rejected: { zh: '已驳回', en: 'rejected' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

export class AlreadyDecided extends Refusal {
  constructor(status: CorrectionStatus) {
    super({
      code: 'correction.already-decided',
      status: 409,
      zh: { title: '该更正已经处理', detail: `这条更正现为“${STATUS_TEXT[status].zh}”。`, next: '请刷新页面；如仍需更正，请重新提出。' },
      en: {
        title: 'Already decided',
        detail: `This correction is ${STATUS_TEXT[status].en}.`,
        next: 'Reload the page; propose again if it is still needed.',
      },
    });
  }
}

export class StaleProposal extends Refusal {
  constructor(proposedFor: number, current: number) {
    super({
      code: 'correction.household-changed',
      status: 409,
      zh: {
        title: '提出之后该户已有变更',
        detail: `更正是针对第 ${proposedFor} 版提出的，该户现为第 ${current} 版。`,
        next: `请打开农户页面核对现状；确认仍应更正的，再次批准并注明已核对第 ${current} 版，否则请驳回。`,
      },
      en: {
        title: 'The household changed since',
        detail: `The proposal was made for version ${proposedFor}; the household is now at version ${current}.`,
        next: `Look at the household; if the correction still holds, approve again with householdVersion ${current}, else reject it.`,
      },
    });
  }
}

export class NotAMember extends Refusal {
  constructor(pointer: string) {
    super({
      code: 'correction.not-a-member',
      status: 422,
      zh: { title: '不是本户成员', detail: '更正中的人员现在不是本户成员。', next: '请刷新农户页面，重新选择成员。' },
      en: {
        title: 'Not a member',
        detail: 'A person of the correction is not a member of this household now.',
        next: 'Reload the household and choose again.',
      },
      problems: [{ pointer, code: 'not-a-member', zh: '不是本户成员', en: 'not a member of this household' }],
    });
  }
}

export class MembersDoNotFit extends Refusal {
  constructor(what: 'head' | 'nobody-left' | 'twice' | 'left-before-joining') {
    const texts = {
      head: {
        zh: '更正后户主不是恰好一人。',
        en: 'After the correction there would not be exactly one head.',
        nextZh: '请在同一次更正中指定新户主，并调整原户主的关系。',
        nextEn: 'Name the new head and the relation of the former one in the same correction.',
      },
      'nobody-left': {
        zh: '更正后该户没有成员。',
        en: 'After the correction nobody would be left.',
        nextZh: '全户减少请按退出或自然减少程序办理。',
        nextEn: 'When a whole household ends, use the procedure for exits or natural reduction.',
      },
      twice: {
        zh: '同一人员在一次更正中出现了两次。',
        en: 'One person appears twice in the correction.',
        nextZh: '请删除重复的一项。',
        nextEn: 'Remove one of the two entries.',
      },
      'left-before-joining': {
        zh: '离开日期早于成为本户成员的日期。',
        en: 'The day of leaving lies before the day of joining.',
        nextZh: '请核对生效日期。',
        nextEn: 'Check the date from which it holds.',
      },
    }[what];
    super({
      code: `correction.members-${what}`,
      status: 422,
      zh: { title: '家庭成员更正有误', detail: texts.zh, next: texts.nextZh },
      en: { title: 'The members do not fit', detail: texts.en, next: texts.nextEn },
    });
  }
}

/** Says where only when the caller may see it. */
export class AlreadyRegistered extends Refusal {
  constructor(where: { sameHousehold: true } | { householdNumber: string } | 'beyond-area') {
    const inSight = typeof where === 'object' && 'householdNumber' in where ? where.householdNumber : undefined;
    const same = typeof where === 'object' && 'sameHousehold' in where;
    super({
      code: 'correction.person-already-registered',
      status: 409,
      zh: {
        title: '该证件号码已经登记',
        detail: same
          ? '该人员已是本户成员。'
          : inSight
            ? `该证件号码已登记在本辖区另一户（户编号 ${inSight}）。`
            : '该证件号码已登记在本辖区以外的农户。',
        next: same
          ? '请核对成员名单。'
          : inSight
            ? '请先在该户提出“成员减少”更正，批准后再在本户增加。'
            : '请联系上级扶贫部门核对，由其协调原户办理“成员减少”后再增加。',
      },
      en: {
        title: 'This number is registered already',
        detail: same
          ? 'The person is a member of this household already.'
          : inSight
            ? `The number is registered with another household of your area (number ${inSight}).`
            : 'The number is registered with a household outside your area.',
        next: same
          ? 'Check the list of members.'
          : inSight
            ? 'First propose that the person leaves that household; add the person here once it is approved.'
            : 'Ask the level above: the other household has to release the person before you can add them.',
      },
    });
  }
}

export class IdentityContradicts extends Refusal {
  constructor(pointer: '/changes/birthDate' | '/changes/sex') {
    super({
      code: 'correction.identity-contradicts',
      status: 422,
      zh: { title: '与证件号码不符', detail: '出生日期或性别与证件号码不一致。', next: '请对照证件核对；号码有误的，请同时更正号码。' },
      en: {
        title: 'Contradicts the number',
        detail: 'The date of birth or the sex differs from the document number.',
        next: 'Compare with the document; if the number is wrong, correct it as well.',
      },
      problems: [{ pointer, code: 'contradicts-number', zh: '与证件号码不一致', en: 'differs from the document number' }],
    });
  }
}
