import { codeList, type CodeOf } from '@jingzhun/domain/code-list';
import type { Certainty } from '@jingzhun/policy';

/** What other offices pay households themselves. Codes of transfer incomes are those of the register. */
export const OutsideKinds = codeList('他单位发放的补助', 'benefit paid by another office', [
  { code: 'dangerousHouse', zh: '危房改造补助', en: 'subsidy for a dangerous house', aliases: ['危房改造', '农村危房改造'] },
  { code: 'livingAllowance', zh: '低保金', en: 'minimum living allowance', aliases: ['低保', '最低生活保障金'] },
  { code: 'fiveGuarantee', zh: '特困供养金', en: 'five-guarantee allowance', aliases: ['特困供养', '五保金'] },
  { code: 'temporaryRelief', zh: '临时救助', en: 'temporary relief', aliases: ['临时救助金'] },
  { code: 'educationGrant', zh: '雨露计划补助', en: 'Yulu education grant', aliases: ['雨露计划', '教育补助'] },
  { code: 'disabilityLiving', zh: '困难残疾人生活补贴', en: 'living allowance of a disabled person', aliases: ['残疾人生活补贴'] },
  { code: 'disabilityCare', zh: '重度残疾人护理补贴', en: 'care allowance of a severely disabled person', aliases: ['残疾人护理补贴'] },
  { code: 'ecological', zh: '生态补偿金', en: 'ecological compensation', aliases: ['公益林补偿', '生态公益林补偿'] },
]);
export type OutsideKind = CodeOf<typeof OutsideKinds>;

interface OutsideBasis {
  readonly office: string;
  readonly basis: string;
  readonly certainty: Certainty;
}

/** The national document each rests on, and the office that usually pays it: numbers from memory, to be compared with the documents. */
export const OUTSIDE_BASIS: Readonly<Record<OutsideKind, OutsideBasis>> = {
  dangerousHouse: { office: '住建部门', basis: '建村〔2016〕251号', certainty: 'K-mid' },
  livingAllowance: { office: '民政部门', basis: '国务院令第649号', certainty: 'K-high' },
  fiveGuarantee: { office: '民政部门', basis: '国发〔2016〕14号', certainty: 'K-high' },
  temporaryRelief: { office: '民政部门', basis: '国发〔2014〕47号', certainty: 'K-high' },
  educationGrant: { office: '扶贫部门', basis: '国开办发〔2015〕19号', certainty: 'K-mid' },
  disabilityLiving: { office: '残联、民政部门', basis: '国发〔2015〕52号', certainty: 'K-high' },
  disabilityCare: { office: '残联、民政部门', basis: '国发〔2015〕52号', certainty: 'K-high' },
  ecological: { office: '林业部门', basis: '财农〔2014〕9号', certainty: 'K-low' },
};

/** What makes two rows one benefit, whichever lists name it: not the office, not the amount. */
export const outsideKey = (kind: OutsideKind, householdId: string, personId: string | null, on: string): string =>
  `${kind} ${personId ?? householdId} ${on}`;
