import { TransferItems } from '@jingzhun/domain/income-item';

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** Names of parts and of choices inside values, for the form that records them and for refusals. One word means the same everywhere. */
export const VALUE_WORDS: Readonly<Record<string, Words>> = {
  ...Object.fromEntries(TransferItems.entries.map(({ code, zh, en }) => [code, { zh, en }])),
  nbs: { zh: '国家统计局口径', en: 'statistics series' },
  office: { zh: '扶贫部门工作口径', en: 'working series' },
  calendar: { zh: '自然日', en: 'calendar days' },
  working: { zh: '工作日', en: 'working days' },
  on: { zh: '启用', en: 'on' },
  off: { zh: '停用', en: 'off' },
  min: { zh: '下限', en: 'at least' },
  max: { zh: '上限', en: 'at most' },
  minFen: { zh: '下限', en: 'at least' },
  maxFen: { zh: '上限', en: 'at most' },
  anyMeasure: { zh: '落实任一帮扶措施', en: 'any measure' },
  developmentMeasure: { zh: '落实开发式帮扶措施', en: 'a development measure' },
};

/** The pointer's last named part in words, else nothing: `/value/maxFen` → 上限. */
export const partWords = (name: PropertyKey | undefined): Words | undefined =>
  typeof name === 'string' && Object.hasOwn(VALUE_WORDS, name) ? VALUE_WORDS[name] : undefined;
