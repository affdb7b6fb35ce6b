import { defineMessages } from '../../../i18n/messages.js';

export const loanStatementMessages = defineMessages('loanStatement', {
  zh: {
    title: '对账单',
    print: '打印对账单',
    on: '截至日期',
    hint: '列出截至该日的合同、还款计划、每笔收付（含冲销）、余额、逾期和贴息，带编号和校验码。',
    dayWrong: '截至日期不能晚于今天。',
    printed: '已打印的对账单',
    none: '还没有打印过。',
    asOf: '截至 {{on}}',
    stillSo: '与现在的记录一致',
    changed: '记录其后已变，请重新打印',
    line: '校验码 {{digest}} · {{name}}，{{at}}',
  },
  en: {
    title: 'Statement on paper',
    print: 'Print the statement',
    on: 'As of',
    hint: 'Contract, schedule, every movement with its reversal, balance, lateness and interest subsidy by that day; numbered, with a digest.',
    dayWrong: 'The day is today at the latest.',
    printed: 'Statements printed before',
    none: 'None was printed.',
    asOf: 'as of {{on}}',
    stillSo: 'as the record has it',
    changed: 'the record has changed since: print anew',
    line: 'digest {{digest}} · {{name}}, {{at}}',
  },
});
