import { codeList, type CodeOf, type ImportMap } from './code-list.js';

/**
 * Causes of poverty in the order of the national list: the twelve of the 2014 form, and two that the system of 2018 added.
 * `99` for "other" is this project's choice; other programs write 0, 11 or 12 (see {@link OTHER_CAUSE_IS_12}).
 */
export const PovertyCauses = codeList('致贫原因', 'cause of poverty', [
  { code: '01', zh: '因病', en: 'illness', aliases: ['疾病', '因病致贫'] },
  { code: '02', zh: '因残', en: 'disability', aliases: ['残疾', '因残致贫'] },
  { code: '03', zh: '因学', en: 'schooling costs', aliases: ['因学致贫'] },
  { code: '04', zh: '因灾', en: 'disaster', aliases: ['因灾致贫'] },
  { code: '05', zh: '缺土地', en: 'lack of land', aliases: ['缺地'] },
  { code: '06', zh: '缺水', en: 'lack of water' },
  { code: '07', zh: '缺技术', en: 'lack of skills' },
  { code: '08', zh: '缺劳力', en: 'lack of labour', aliases: ['缺劳动力', '缺劳(动)力'] },
  { code: '09', zh: '缺资金', en: 'lack of funds' },
  { code: '10', zh: '交通条件落后', en: 'poor roads', aliases: ['交通落后'] },
  { code: '11', zh: '自身发展动力不足', en: 'lack of own drive', aliases: ['自身发展动力不足(懒惰)', '动力不足', '自身发展力不足'] },
  { code: '12', zh: '因婚', en: 'marriage costs' },
  { code: '13', zh: '因丧', en: 'death in the family' },
  { code: '99', zh: '其他', en: 'other', aliases: ['其它'] },
]);
export type PovertyCause = CodeOf<typeof PovertyCauses>;
export const PovertyCause = PovertyCauses.schema;

/** The twelve causes of the form of 2014. */
export const CAUSES_OF_2014: readonly PovertyCause[] = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '99'];

/** Import map for files of programs that number "other" as 12. */
export const OTHER_CAUSE_IS_12: ImportMap<PovertyCause> = { '12': '99', '12其他': '99' };
/** Import map for files of programs that number "other" as 0. */
export const OTHER_CAUSE_IS_0: ImportMap<PovertyCause> = { '0': '99', '00': '99' };
