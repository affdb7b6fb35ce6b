import { defineMessages } from '../i18n/messages.js';

export const departmentMessages = defineMessages('departments', {
  zh: {
    identification: '精准识别',
    industry: '产业扶贫',
    finance: '资金与金融',
    relocation: '易地搬迁',
    medical: '健康扶贫',
    accountability: '督查考核',
    gateway: '全县平台',
  },
  en: {
    identification: 'Identification',
    industry: 'Industry',
    finance: 'Funds and finance',
    relocation: 'Relocation',
    medical: 'Medical',
    accountability: 'Supervision',
    gateway: 'County platform',
  },
});
