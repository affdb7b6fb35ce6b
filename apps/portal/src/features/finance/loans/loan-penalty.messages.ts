import { defineMessages } from '../../../i18n/messages.js';

export const loanPenaltyMessages = defineMessages('loan-penalty', {
  zh: {
    title: '逾期罚息',
    sums: '未收 {{owed}} 元 = 应计 {{accrued}} 元 − 已收 {{paid}} 元 − 减免 {{waived}} 元',
    whose: '到期次日起按天计收，还清当日为止。由农户承担，财政贴息和风险缓释基金都不支付；银行可以由两人减免。',
    when: '起止日期',
    fromTo: '{{from}} 至 {{to}}',
    days: '天数',
    daysValue: '{{days}} 天',
    base: '逾期金额',
    rate: '年利率',
    rateValue: '{{rate}}%，加收 {{more}}%',
  },
  en: {
    title: 'Penalty interest',
    sums: '{{owed}} yuan owed = {{accrued}} accrued − {{paid}} paid − {{waived}} waived',
    whose:
      'From the day after something was due to the day it is paid. The household bears it, neither the subsidy nor the risk fund does; two persons of the bank may waive it.',
    when: 'Days',
    fromTo: '{{from}} to {{to}}',
    days: 'Number',
    daysValue: '{{days}} days',
    base: 'Overdue',
    rate: 'Rate a year',
    rateValue: '{{rate}} % and {{more}} % of it more',
  },
});
