import { type z } from 'zod';
import { codeList } from '@jingzhun/domain/code-list';

/** Registers of other authorities, in the order in which bits and columns name them. */
export const Registers = codeList('登记数据种类', 'register', [
  { code: 'realEstate', zh: '不动产登记', en: 'real estate register', aliases: ['不动产', '房产'] },
  {
    code: 'vehicle',
    zh: '机动车、农机、船舶登记',
    en: 'register of vehicles, farm machines and ships',
    aliases: ['机动车登记', '车辆', '车管'],
  },
  { code: 'firm', zh: '市场主体登记', en: 'register of firms', aliases: ['工商登记', '市场监管'] },
  { code: 'payroll', zh: '财政供养及稳定就业人员名册', en: 'public payroll and stable employment', aliases: ['财政供养'] },
  { code: 'commercialPension', zh: '商业养老保险投保信息', en: 'commercial pension insurance', aliases: ['商业养老保险'] },
  { code: 'studyAbroad', zh: '出国留学人员信息', en: 'students abroad', aliases: ['出国留学'] },
  { code: 'police', zh: '治安处罚信息', en: 'police penalties', aliases: ['公安处罚'] },
  { code: 'villageCommittee', zh: '村（居）两委现任名册', en: 'members of village committees', aliases: ['村两委'] },
  { code: 'hukou', zh: '户籍变动信息', en: 'hukou changes', aliases: ['户籍变动'] },
]);
export const REGISTER_KINDS = Registers.codes;
export const RegisterKind = Registers.schema;
export type RegisterKind = z.infer<typeof RegisterKind>;

/** Facts of these registers are shown to the confirming role only. */
export const SENSITIVE_REGISTERS: readonly RegisterKind[] = ['police'];

export const registerBit = (kind: RegisterKind): number => 1 << REGISTER_KINDS.indexOf(kind);
export const registerMask = (kinds: readonly RegisterKind[]): number => kinds.reduce((mask, kind) => mask | registerBit(kind), 0);
