import { defineMessages } from '../../../i18n/messages.js';

export const lateMessages = defineMessages('late', {
  zh: {
    title: '超期清单',
    lead: '超过办理期限还没有办的申请，按村列出，最久的在前。期限由政策参数规定。',
    total: '共 {{count}} 件超期',
    line: '{{cases}} 件，最久超期 {{days}} 天（应于 {{date}} 前办理）',
    none: '没有超期的申请',
    noneText: '各村各环节都在期限内。',
  },
  en: {
    title: 'Late list',
    lead: 'Applications whose next step is overdue, by village, the longest first. The days are policy parameters.',
    total: '{{count}} late',
    line: '{{cases}}, up to {{days}} days late (due by {{date}})',
    none: 'Nothing is late',
    noneText: 'Every village is within its time.',
  },
});
