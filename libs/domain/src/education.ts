import { codeList, type CodeOf } from './code-list.js';

/** Education of a person who is not at school. 01-06 as of 2014; later forms split 05, whose parts get numbers of this project. */
export const EducationLevels = codeList('文化程度', 'education', [
  { code: '01', zh: '文盲或半文盲', en: 'illiterate or semi-literate', aliases: ['文盲', '半文盲', '文盲半文盲'] },
  { code: '02', zh: '小学', en: 'primary school' },
  { code: '03', zh: '初中', en: 'junior secondary school' },
  { code: '04', zh: '高中', en: 'senior secondary school', aliases: ['中专', '高中(中专)'] },
  { code: '05', zh: '大专及以上', en: 'college or more' },
  { code: '06', zh: '学龄前儿童', en: 'below school age' },
  { code: '07', zh: '大专', en: 'college' },
  { code: '08', zh: '本科及以上', en: "bachelor's degree or more", aliases: ['本科'] },
]);
export type EducationLevel = CodeOf<typeof EducationLevels>;
export const EducationLevel = EducationLevels.schema;
