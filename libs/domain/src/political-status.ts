import { codeList, type CodeOf } from './code-list.js';

/** GB/T 4762. */
export const PoliticalStatuses = codeList('政治面貌', 'political status', [
  { code: '01', zh: '中共党员', en: 'member of the Communist Party', aliases: ['党员', '中国共产党党员'] },
  { code: '02', zh: '中共预备党员', en: 'probationary member of the Communist Party', aliases: ['预备党员'] },
  { code: '03', zh: '共青团员', en: 'member of the Communist Youth League', aliases: ['团员'] },
  { code: '04', zh: '民革党员', en: 'Revolutionary Committee of the Kuomintang', aliases: ['民革会员'] },
  { code: '05', zh: '民盟盟员', en: 'China Democratic League' },
  { code: '06', zh: '民建会员', en: 'China National Democratic Construction Association' },
  { code: '07', zh: '民进会员', en: 'China Association for Promoting Democracy' },
  { code: '08', zh: '农工党党员', en: "Chinese Peasants' and Workers' Democratic Party" },
  { code: '09', zh: '致公党党员', en: 'China Zhi Gong Party' },
  { code: '10', zh: '九三学社社员', en: 'Jiusan Society' },
  { code: '11', zh: '台盟盟员', en: 'Taiwan Democratic Self-Government League' },
  { code: '12', zh: '无党派人士', en: 'without party, notable', aliases: ['无党派民主人士', '无党派'] },
  { code: '13', zh: '群众', en: 'no affiliation' },
]);
export type PoliticalStatus = CodeOf<typeof PoliticalStatuses>;
export const PoliticalStatus = PoliticalStatuses.schema;
