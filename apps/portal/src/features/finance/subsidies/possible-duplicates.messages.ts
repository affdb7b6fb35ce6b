import { defineMessages } from '../../../i18n/messages.js';

export const possibleDuplicateMessages = defineMessages('subsidy-possible-duplicates', {
  zh: {
    title: '疑似重复：可能是同一项目或同一地块',
    lead: '提交前请逐项核对。填写的理由由初审人、验收人和审批人查看。',
    ofHousehold: '{{head}}（{{number}}）',
    open: '查看该申请',
    applyByIt: '按此验收项目申请',
    reason: '为什么是另一处',
    reasonHint: '写明另一处在哪里、与上面所列有什么不同。',
    need: '请写明为什么是另一处',
    village: '地块所在村',
    villageHint: '一般是农户所在的村；租种外村土地的，请选择土地所在的村。',
    answered: '填报时的疑似重复',
    answeredBy: '{{name}}，{{at}}',
    because: '填报人说明：{{reason}}',
  },
  en: {
    title: 'Possible duplicates: perhaps the same project or parcel',
    lead: 'Look at each before you send. Your reason is read by whoever checks, inspects and approves.',
    ofHousehold: '{{head}} ({{number}})',
    open: 'Open that application',
    applyByIt: 'Apply by this project',
    reason: 'Why it is another one',
    reasonHint: 'Say where the other one lies, and how it differs from what is listed.',
    need: 'Say why it is another one',
    village: 'Village the parcel lies in',
    villageHint: 'Mostly that of the household; for land leased elsewhere, the village where the land is.',
    answered: 'Possible duplicates when it was entered',
    answeredBy: '{{name}}, {{at}}',
    because: 'Reason given: {{reason}}',
  },
});
