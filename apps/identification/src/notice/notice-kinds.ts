import { defineNotice, field, optionalField, type NoticeKind } from '@jingzhun/notices';

const PERIOD = {
  zh: '公示期内，任何人对公示内容有异议的，可以在公示网页上提出，也可以书面或打电话向乡镇人民政府提出，可以不署名。',
  en: 'Until the end of the period anyone may object: on the public page, or to the township government on paper or by phone, with or without a name.',
};

const household = {
  head: field('publicName', '户主姓名', 'head of household'),
  members: field('headCount', '家庭人口', 'members'),
};

/** 组级公示: what the villagers' group has appraised. */
export const GroupNotice = defineNotice({
  kind: 'group',
  department: 'identification',
  title: { zh: '村民小组评议结果公示', en: 'Notice of the group’s appraisal' },
  paragraphs: [
    { zh: '经村民小组评议，现将评议结果予以公示。', en: 'The villagers’ group has appraised the following; it is made public.' },
    PERIOD,
  ],
  fields: {
    ...household,
    result: field('decision', '评议结果', 'result'),
    heldOn: field('proceedingDate', '评议日期', 'day of the appraisal'),
    votes: optionalField('votes', '表决情况', 'votes'),
    lostVotes: optionalField('votes', '前次表决情况（未通过）', 'earlier vote, lost'),
  },
  days: 'notice.group.days',
  investigator: 'objection.group.investigator',
});

/** 村委会公示: what the villagers' representatives have decided. */
export const VillageNotice = defineNotice({
  kind: 'village',
  department: 'identification',
  title: { zh: '村民代表大会审核结果公示', en: 'Notice of the villagers’ representatives’ decision' },
  paragraphs: [
    {
      zh: '经村民代表大会审核，现将审核结果予以公示。',
      en: 'The villagers’ representatives have decided on the following; it is made public.',
    },
    PERIOD,
  ],
  fields: {
    ...household,
    result: field('decision', '审核结果', 'result'),
    heldOn: field('proceedingDate', '会议日期', 'day of the meeting'),
    votes: optionalField('votes', '表决情况', 'votes'),
    lostVotes: optionalField('votes', '前次表决情况（未通过）', 'earlier vote, lost'),
  },
  days: 'notice.village.days',
  investigator: 'objection.village.investigator',
});

/** 村委会公告: the final result. */
export const AnnouncementNotice = defineNotice({
  kind: 'announcement',
  department: 'identification',
  title: { zh: '审定结果公告', en: 'Announcement of the final result' },
  paragraphs: [
    { zh: '经审定，现将结果予以公告。', en: 'The following was finally decided; it is announced.' },
    {
      zh: '公告期内对结果有异议的，可以在公示网页上提出，也可以书面或打电话向乡镇人民政府提出，可以不署名。',
      en: 'Until the end of the period anyone may object: on the public page, or to the township government on paper or by phone, with or without a name.',
    },
  ],
  fields: {
    ...household,
    result: field('decision', '审定结果', 'result'),
    decidedOn: field('proceedingDate', '审定日期', 'day of the decision'),
  },
  days: 'notice.announcement.days',
  investigator: 'objection.announcement.investigator',
});

/** 退出公示: who is to leave the register. */
export const RemovalNotice = defineNotice({
  kind: 'removal',
  department: 'identification',
  title: { zh: '拟退出农户公示', en: 'Notice of removal' },
  paragraphs: [
    {
      zh: '经民主评议和核实，现将拟退出的农户予以公示。',
      en: 'After appraisal and verification the following household is to leave the register.',
    },
    PERIOD,
  ],
  fields: {
    ...household,
    result: field('decision', '评议结果', 'result'),
    heldOn: field('proceedingDate', '评议日期', 'day of the appraisal'),
    votes: optionalField('votes', '表决情况', 'votes'),
  },
  days: 'notice.exit.days',
  investigator: 'objection.exit.investigator',
});

export const NOTICE_KINDS = [GroupNotice, VillageNotice, AnnouncementNotice, RemovalNotice] as unknown as readonly NoticeKind[];
