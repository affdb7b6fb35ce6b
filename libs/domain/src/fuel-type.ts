import { codeList, type CodeOf } from './code-list.js';

/** Main fuel of the household. */
export const FuelTypes = codeList('主要燃料类型', 'main fuel', [
  { code: '01', zh: '柴草', en: 'firewood' },
  { code: '02', zh: '干畜粪', en: 'dried dung' },
  { code: '03', zh: '煤炭', en: 'coal' },
  { code: '04', zh: '清洁能源', en: 'clean energy', aliases: ['电', '液化气', '沼气'] },
  { code: '05', zh: '其他', en: 'other', aliases: ['其它', '99'] },
]);
export type FuelType = CodeOf<typeof FuelTypes>;
export const FuelType = FuelTypes.schema;
