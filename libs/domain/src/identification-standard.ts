import { codeList, type CodeOf } from './code-list.js';

/** By whose standard a household was identified. */
export const IdentificationStandards = codeList('识别标准', 'identification standard', [
  { code: '01', zh: '国家标准', en: 'national', aliases: ['国标'] },
  { code: '02', zh: '省定标准', en: 'provincial', aliases: ['省标'] },
  { code: '03', zh: '市定标准', en: 'municipal', aliases: ['市标'] },
]);
export type IdentificationStandard = CodeOf<typeof IdentificationStandards>;
export const IdentificationStandard = IdentificationStandards.schema;
