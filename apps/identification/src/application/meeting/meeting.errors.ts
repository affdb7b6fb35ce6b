import { Refusal } from '@jingzhun/domain/refusal';

export class MeetingNotFound extends Refusal {
  constructor() {
    super({
      code: 'meeting.not-found',
      status: 404,
      zh: { title: '没有找到该会议', detail: '本辖区内没有这一次会议的记录。', next: '请返回会议列表重新选择。' },
      en: { title: 'No such meeting', detail: 'There is no such meeting in your area.', next: 'Go back to the list of meetings.' },
    });
  }
}

export class MeetingConcluded extends Refusal {
  constructor() {
    super({
      code: 'meeting.concluded',
      status: 409,
      zh: {
        title: '会议已据以作出决定',
        detail: '已有申请依据本次会议作出决定，会议记录不再改动。',
        next: '如记录有误，请将有关申请退回后另行开会。',
      },
      en: {
        title: 'The meeting was decided on',
        detail: 'A case was decided on it, so the record stays.',
        next: 'If it is wrong, return the cases and hold another meeting.',
      },
    });
  }
}

const TEXTS = {
  votes: {
    zh: { title: '票数与到会人数不符', detail: '赞成、反对、弃权之和应等于到会人数。', next: '请核对签到表和计票。' },
    en: {
      title: 'The votes do not add up',
      detail: 'For, against and abstained add up to those present.',
      next: 'Check the sign-in sheet and the count.',
    },
  },
  case: {
    zh: {
      title: '该户不能在本次会议表决',
      detail: '该户不属于本次会议的村（组），或不在这一环节。',
      next: '请只选择本村（组）待评议（审核）的农户。',
    },
    en: {
      title: 'Not a case of this meeting',
      detail: 'The household is of another village or group, or not at this step.',
      next: 'Choose cases of this village or group that wait for this meeting.',
    },
  },
  future: {
    zh: { title: '会议日期在将来', detail: '只登记已经召开的会议。', next: '请核对会议日期。' },
    en: { title: 'The meeting lies in the future', detail: 'Meetings are recorded once they were held.', next: 'Check the date.' },
  },
  group: {
    zh: {
      title: '会议类型、村或小组不符',
      detail: '小组评议会须写明村民小组；村民代表大会不写；更正时类型和村不变。',
      next: '请核对会议类型、村和小组。',
    },
    en: {
      title: 'Kind, village or group do not fit',
      detail: 'A group appraisal names its group, an assembly has none; a correction keeps kind and village.',
      next: 'Check kind, village and group.',
    },
  },
  twice: {
    zh: { title: '同一户出现两次', detail: '一次会议对一户只表决一次。', next: '请删除重复的一行。' },
    en: { title: 'One case twice', detail: 'A meeting votes once on a household.', next: 'Remove one of the lines.' },
  },
} as const;

export class MeetingDoesNotFit extends Refusal {
  constructor(what: keyof typeof TEXTS, pointer: string) {
    const { zh, en } = TEXTS[what];
    super({ code: `meeting.${what}`, status: 422, zh, en, problems: [{ pointer, code: what, zh: zh.title, en: en.title }] });
  }
}
