import { Refusal } from '@jingzhun/domain/refusal';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { say } from '../lifecycle/need-words.js';
import { ENTITLED, type Basis } from '../roll/basis.js';
import type { RollInForce } from '../roll/roll-in-force.js';
import type { RepeatProblem } from '../lifecycle/repeat.rules.js';

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

const STANDS = {
  'no-reason': {
    zh: {
      title: '该户此前表决未通过',
      detail: '同一环节已有一次未通过的表决，不能以再登记一次会议来代替。',
      next: '请按未通过办理；确属再次表决的，请在“再次表决理由”中写明原因，前次结果将在公示和办理页面上一并列明。',
    },
    en: {
      title: 'A vote was lost before',
      detail: 'At this step the household lost a vote already; recording another meeting does not put it aside.',
      next: 'Decide by that vote, or say why it is repeated: the earlier result is shown on the notice and on the page of the case.',
    },
  },
  'by-village': {
    zh: {
      title: '改变表决结果的更正不由村里办理',
      detail: '原记录中有未通过的表决，更正后将变为通过或不再列入；这样的更正须由乡镇核对签到表和计票后办理，登记人本人不能办理。',
      next: '请将签到表、计票原件报乡镇，由乡镇更正并写明原因；原记录予以保留。',
    },
    en: {
      title: 'Not the village’s to turn',
      detail:
        'The correction would turn a lost vote or leave it out; the township does that, with the sign-in sheet and the count in hand, and not who recorded it.',
      next: 'Send the sheet and the count to the township, which corrects the record with its reason; what it said before is kept.',
    },
  },
} as const;

export class LostVoteStands extends Refusal {
  constructor(what: keyof typeof STANDS) {
    const { zh, en } = STANDS[what];
    const pointer = what === 'no-reason' ? '/repeatReason' : '/votes';
    super({
      code: `meeting.lost-vote-${what}`,
      status: what === 'no-reason' ? 422 : 403,
      zh,
      en,
      problems: [{ pointer, code: what, zh: zh.title, en: en.title }],
    });
  }
}

/** What policy says about repeating a lost vote, in the words of the checklist. */
export class RepeatNotAllowed extends Refusal {
  constructor(problem: RepeatProblem, pointer: string) {
    const words = say.repeat(1, problem);
    super({
      code: `meeting.repeat-${problem.what}`,
      status: 409,
      zh: { title: '现在不能再次表决', detail: `${words.zh}。`, next: '请按上述办理；没有写入任何内容。' },
      en: { title: 'Not to be voted on again now', detail: `${words.en}.`, next: 'Do as it says; nothing was written.' },
      problems: [{ pointer, code: problem.what, ...words }],
    });
  }
}

/** A quorum that is computed from fewer households than the group is known to have would be none. */
export class FewerThanKnown extends Refusal {
  constructor(eligible: number, known: number) {
    super({
      code: 'meeting.fewer-than-known',
      status: 422,
      zh: {
        title: '应到户数少于本组已知户数',
        detail: `名册中的应到户数为 ${eligible} 户，而本组在册贫困户和本次评议的申请户合计已有 ${known} 户。`,
        next: '请乡镇按户籍册核对，在“参会名册”另行登记本组户数；如有农户的村民小组登记有误，请先更正该户的村民小组，再登记会议。',
      },
      en: {
        title: 'Fewer households than the group is known to have',
        detail: `${eligible} households are said to be eligible, and ${known} of the group stand in the register or are appraised at this meeting.`,
        next: 'The township compares the roll with the household register and enters another; if a household stands under the wrong group, correct that first.',
      },
      problems: [{ pointer: '/eligible', code: 'fewer-than-known', zh: `本组至少有 ${known} 户`, en: `The group has at least ${known}` }],
    });
  }
}

/** Without a roll nobody can say whether enough came. */
export class NoRollInForce extends Refusal {
  constructor(basis: Basis, on: PlainDate) {
    const { zh, en } = ENTITLED[basis];
    super({
      code: 'meeting.no-roll',
      status: 409,
      zh: {
        title: '会议当天没有有效的参会名册',
        detail: `没有已确认、${on} 当天有效的名册写明${zh}，不能确定应到人数和法定到会人数。`,
        next: `请乡镇在“参会名册”登记${zh}（附依据文件），由另一人确认后，再登记会议。`,
      },
      en: {
        title: 'No roll was in force on that day',
        detail: `No confirmed roll states ${en} on ${on}: nobody can say how many had to come.`,
        next: `The township enters ${en} under “Rolls” with the document they are from, another person confirms them; then record the meeting.`,
      },
      problems: [{ pointer: '/basis', code: 'no-roll', zh: `缺${zh}`, en: `missing: ${en}` }],
    });
  }
}

export class EligibleNotOfRoll extends Refusal {
  constructor(eligible: number, roll: RollInForce) {
    super({
      code: 'meeting.eligible-not-of-roll',
      status: 422,
      zh: {
        title: '应到人数与名册不符',
        detail: `填写的应到人数为 ${eligible}，会议当天有效的名册（${roll.validFrom} 起）为 ${roll.count}。`,
        next: '应到人数以名册为准，请改正或留空；名册有误的，请乡镇另行登记名册。',
      },
      en: {
        title: 'Not the number of the roll',
        detail: `${eligible} are said to be eligible; the roll in force on that day (from ${roll.validFrom}) says ${roll.count}.`,
        next: 'The roll decides: correct the number or leave it out; if the roll is wrong, the township enters another.',
      },
      problems: [{ pointer: '/eligible', code: 'roll', zh: `名册为 ${roll.count}`, en: `the roll says ${roll.count}` }],
    });
  }
}

export class MorePresentThanRoll extends Refusal {
  constructor(present: number, roll: RollInForce) {
    super({
      code: 'meeting.more-present-than-roll',
      status: 422,
      zh: {
        title: '到会人数多于名册人数',
        detail: `填写的实到人数为 ${present}，会议当天有效的名册只有 ${roll.count}。`,
        next: '请核对签到表；旁听人员不计入实到人数。名册有误的，请乡镇另行登记名册。',
      },
      en: {
        title: 'More present than the roll has',
        detail: `${present} are said to have come; the roll in force on that day has ${roll.count}.`,
        next: 'Check the sign-in sheet; who only listens is not counted. If the roll is wrong, the township enters another.',
      },
      problems: [{ pointer: '/present', code: 'roll', zh: `名册为 ${roll.count}`, en: `the roll has ${roll.count}` }],
    });
  }
}

const TEXTS = {
  basis: {
    zh: {
      title: '参会范围与会议类型不符',
      detail: '小组评议会由本组户代表或成年村民参加，村民代表大会由村民代表参加。',
      next: '请重新选择参会范围。',
    },
    en: {
      title: 'Who may come does not fit the meeting',
      detail: 'Households or adults of the group appraise; the assembly is of representatives.',
      next: 'Choose again who may come.',
    },
  },
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
