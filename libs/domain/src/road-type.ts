import { codeList, type CodeOf } from './code-list.js';

/** Road to the house. */
export const RoadTypes = codeList('入户路类型', 'road to the house', [
  { code: '01', zh: '泥土路', en: 'earth', aliases: ['土路'] },
  { code: '02', zh: '砂石路', en: 'gravel', aliases: ['沙石路'] },
  { code: '03', zh: '水泥路', en: 'concrete', aliases: ['硬化路'] },
  { code: '04', zh: '沥青路', en: 'asphalt', aliases: ['柏油路'] },
]);
export type RoadType = CodeOf<typeof RoadTypes>;
export const RoadType = RoadTypes.schema;
