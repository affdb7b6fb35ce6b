/** Units of the packs in the words of the office. Amounts are kept in fen and said in yuan. */
export const UNIT_WORDS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  days: { zh: '天', en: 'days' },
  hours: { zh: '小时', en: 'hours' },
  years: { zh: '岁', en: 'years of age' },
  metres: { zh: '米', en: 'metres' },
  rows: { zh: '行', en: 'rows' },
  bytes: { zh: '字节', en: 'bytes' },
  percent: { zh: '%', en: '%' },
  households: { zh: '户', en: 'households' },
  persons: { zh: '人', en: 'persons' },
  fen: { zh: '元', en: 'yuan' },
  'fen per person and year': { zh: '元（每人每年）', en: 'yuan per person and year' },
  'fen per household and year': { zh: '元（每户每年）', en: 'yuan per household and year' },
};
