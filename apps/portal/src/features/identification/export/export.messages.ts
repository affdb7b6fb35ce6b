import { defineMessages } from '../../../i18n/messages.js';

export const exportMessages = defineMessages('export', {
  zh: {
    export: '导出',
    exportTitle: '导出当前名单',
    exportText: '导出所选地方的全部记录，不限于当前状态。导出会记入日志。',
    exportFormat: '格式',
    exportReason: '导出用途',
    exported: '已导出 {{name}}',
  },
  en: {
    export: 'Export',
    exportTitle: 'Export this list',
    exportText: 'Exports all records of the chosen place, whatever their state. The export is recorded in the log.',
    exportFormat: 'Format',
    exportReason: 'What it is for',
    exported: 'Exported {{name}}',
  },
});
