import { codeList, type CodeOf } from './code-list.js';

/** Kind of disability: 19th digit of a disability certificate number (GB/T 2261.3, 61-67). */
export const DisabilityTypes = codeList('残疾类别', 'type of disability', [
  { code: '1', zh: '视力残疾', en: 'sight', aliases: ['视力', '61'] },
  { code: '2', zh: '听力残疾', en: 'hearing', aliases: ['听力', '62'] },
  { code: '3', zh: '言语残疾', en: 'speech', aliases: ['言语', '63'] },
  { code: '4', zh: '肢体残疾', en: 'limbs', aliases: ['肢体', '64'] },
  { code: '5', zh: '智力残疾', en: 'intellect', aliases: ['智力', '65'] },
  { code: '6', zh: '精神残疾', en: 'mind', aliases: ['精神', '66'] },
  { code: '7', zh: '多重残疾', en: 'several', aliases: ['多重', '67'] },
]);
export type DisabilityType = CodeOf<typeof DisabilityTypes>;
export const DisabilityType = DisabilityTypes.schema;

/** Grade of disability, 1 the heaviest: 20th digit of the certificate number. */
export const DisabilityGrades = codeList('残疾等级', 'grade of disability', [
  { code: '1', zh: '一级', en: 'grade 1' },
  { code: '2', zh: '二级', en: 'grade 2' },
  { code: '3', zh: '三级', en: 'grade 3' },
  { code: '4', zh: '四级', en: 'grade 4' },
]);
export type DisabilityGrade = CodeOf<typeof DisabilityGrades>;
export const DisabilityGrade = DisabilityGrades.schema;
