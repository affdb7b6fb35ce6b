import { codeList, type CodeOf } from './code-list.js';

/** Main structure of the house, in the order of the form; the form prints no codes, so the numbers are this project's. */
export const HousingStructures = codeList('主要结构', 'structure of the house', [
  { code: '01', zh: '钢筋混凝土', en: 'reinforced concrete' },
  { code: '02', zh: '砖混', en: 'brick and concrete', aliases: ['砖混材料'] },
  { code: '03', zh: '砖瓦砖木', en: 'brick and timber', aliases: ['砖瓦砖木·砖石窑洞', '砖(石)瓦砖木', '砖木', '砖瓦', '砖石窑洞'] },
  { code: '04', zh: '竹草土坯', en: 'bamboo, thatch or adobe', aliases: ['竹草土坯·土窑洞', '土坯', '土窑洞', '土木'] },
  { code: '05', zh: '其他', en: 'other', aliases: ['其它', '99'] },
]);
export type HousingStructure = CodeOf<typeof HousingStructures>;
export const HousingStructure = HousingStructures.schema;
