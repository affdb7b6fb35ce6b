import { codeList, type CodeOf } from './code-list.js';

/** What a pupil attends. 01-16 as of 2014; later forms name the year of college, which all belong to 16. */
export const SchoolStatuses = codeList('在校生状况', 'school attendance', [
  { code: '01', zh: '非在校生', en: 'not at school', aliases: ['非在校'] },
  { code: '02', zh: '学前教育', en: 'pre-school', aliases: ['学龄前儿童', '幼儿园'] },
  { code: '03', zh: '小学', en: 'primary school' },
  { code: '04', zh: '七年级', en: 'grade 7', aliases: ['初一'] },
  { code: '05', zh: '八年级', en: 'grade 8', aliases: ['初二'] },
  { code: '06', zh: '九年级', en: 'grade 9', aliases: ['初三'] },
  { code: '07', zh: '高中一年级', en: 'senior secondary year 1', aliases: ['高一', '普通高中一年级'] },
  { code: '08', zh: '高中二年级', en: 'senior secondary year 2', aliases: ['高二', '普通高中二年级'] },
  { code: '09', zh: '高中三年级', en: 'senior secondary year 3', aliases: ['高三', '普通高中三年级'] },
  { code: '10', zh: '中职一年级', en: 'vocational secondary year 1' },
  { code: '11', zh: '中职二年级', en: 'vocational secondary year 2' },
  { code: '12', zh: '中职三年级', en: 'vocational secondary year 3' },
  { code: '13', zh: '高职一年级', en: 'vocational college year 1' },
  { code: '14', zh: '高职二年级', en: 'vocational college year 2' },
  { code: '15', zh: '高职三年级', en: 'vocational college year 3' },
  {
    code: '16',
    zh: '大专及以上',
    en: 'college or more',
    aliases: [
      '大专一年级',
      '大专二年级',
      '大专三年级',
      '本科一年级',
      '本科二年级',
      '本科三年级',
      '本科四年级',
      '本科五年级',
      '硕士研究生及以上',
    ],
  },
]);
export type SchoolStatus = CodeOf<typeof SchoolStatuses>;
export const SchoolStatus = SchoolStatuses.schema;

export const NOT_AT_SCHOOL: SchoolStatus = '01';

/** True for a pupil or student; an empty cell and 01 both mean "not at school". */
export function attendsSchool(status: SchoolStatus | undefined | null): boolean {
  return status != null && status !== NOT_AT_SCHOOL;
}
