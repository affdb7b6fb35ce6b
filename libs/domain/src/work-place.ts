import { codeList, type CodeOf } from './code-list.js';

/** Where a member works away from the farm; always together with months of work above zero. */
export const WorkPlaces = codeList('务工所在地', 'place of work', [
  { code: '01', zh: '乡(镇)内', en: 'in the township', aliases: ['乡镇内', '乡内', '镇内', '村内'] },
  { code: '02', zh: '乡(镇)外县内', en: 'in the county', aliases: ['乡镇外县内', '乡外县内', '县内'] },
  { code: '03', zh: '县外省内', en: 'in the province', aliases: ['省内'] },
  { code: '04', zh: '省外', en: 'outside the province', aliases: ['外省', '境外'] },
  { code: '99', zh: '其他', en: 'other', aliases: ['其它', '05'] },
]);
export type WorkPlace = CodeOf<typeof WorkPlaces>;
export const WorkPlace = WorkPlaces.schema;
