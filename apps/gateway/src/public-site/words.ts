import type { Language } from '@jingzhun/service-shell';
import type { Owner } from '../config.js';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export const DEPARTMENT_NAMES: Readonly<Record<Owner, Words>> = {
  identification: { zh: '精准识别', en: 'Identification' },
  industry: { zh: '产业扶贫', en: 'Industry' },
  finance: { zh: '扶贫资金与金融', en: 'Finance' },
  relocation: { zh: '易地搬迁', en: 'Relocation' },
  medical: { zh: '健康扶贫', en: 'Medical security' },
  accountability: { zh: '结对帮扶与监督', en: 'Accountability' },
};

/** 2016年6月22日, or as it stands in English. */
export function dateWords(date: string, language: Language): string {
  if (language === 'en') return date;
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
});

/** Day and minute in Shanghai. */
export function timeWords(instant: Date, language: Language): string {
  const [date = '', time = ''] = clock.format(instant).split(', ');
  return `${dateWords(date, language)} ${time}`;
}
