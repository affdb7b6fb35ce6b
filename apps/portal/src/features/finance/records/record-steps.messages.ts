import { defineMessages } from '../../../i18n/messages.js';

export const recordStepMessages = defineMessages('record-steps', {
  zh: {
    next: '下一步',
    ended: '已经办结，没有下一步。',
    allMet: '条件已具备。',
    missing: '还缺 {{count}} 项。',
    notYours: '由{{who}}办理。',
    otherSteps: '其他办理',
  },
  en: {
    next: 'Next',
    ended: 'It has ended; nothing comes next.',
    allMet: 'Everything is there.',
    missing: '{{count}} missing.',
    notYours: 'Taken by the {{who}}.',
    otherSteps: 'What else can be done',
  },
});
