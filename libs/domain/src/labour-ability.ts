import { codeList, type CodeOf } from './code-list.js';

/** Labour capacity. 05 was inserted by later forms; its number is this project's. */
export const LabourAbilities = codeList('劳动技能', 'labour capacity', [
  { code: '01', zh: '普通劳动力', en: 'ordinary' },
  { code: '02', zh: '技能劳动力', en: 'skilled' },
  { code: '03', zh: '丧失劳动力', en: 'lost' },
  { code: '04', zh: '无劳动力', en: 'none', aliases: ['无劳动能力'] },
  { code: '05', zh: '弱劳动力或半劳动力', en: 'weak or half', aliases: ['弱劳动力', '半劳动力'] },
]);
export type LabourAbility = CodeOf<typeof LabourAbilities>;
export const LabourAbility = LabourAbilities.schema;

/** Lost or no labour capacity. */
export function cannotWork(ability: LabourAbility): boolean {
  return ability === '03' || ability === '04';
}
