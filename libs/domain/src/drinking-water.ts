import { codeList, type CodeOf } from './code-list.js';

/** Main source of drinking water, in the order of the form; the form prints no codes, so the numbers are this project's. */
export const DrinkingWaters = codeList('饮水情况', 'drinking water', [
  { code: '01', zh: '净化自来水', en: 'treated tap water', aliases: ['经过净化处理的自来水', '自来水'] },
  { code: '02', zh: '受保护井水泉水', en: 'protected well or spring', aliases: ['受保护的井水和泉水', '受保护的井水泉水'] },
  { code: '03', zh: '不受保护井水泉水', en: 'unprotected well or spring', aliases: ['不受保护的井水和泉水', '不受保护的井水泉水'] },
  { code: '04', zh: '江河湖泊水', en: 'river or lake' },
  { code: '05', zh: '收集雨水', en: 'collected rain' },
  { code: '06', zh: '桶装水', en: 'bottled water' },
  { code: '07', zh: '其他', en: 'other', aliases: ['其它', '99'] },
]);
export type DrinkingWater = CodeOf<typeof DrinkingWaters>;
export const DrinkingWater = DrinkingWaters.schema;
