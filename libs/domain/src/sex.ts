import { codeList, type CodeOf } from './code-list.js';

/** Sex (GB/T 2261.1; its 0 and 9, unknown and unspecified, do not occur beside a checked ID number). */
export const Sexes = codeList('性别', 'sex', [
  { code: 'male', zh: '男', en: 'male', aliases: ['1', '01', '男性'] },
  { code: 'female', zh: '女', en: 'female', aliases: ['2', '02', '女性'] },
]);
export type Sex = CodeOf<typeof Sexes>;
export const Sex = Sexes.schema;
