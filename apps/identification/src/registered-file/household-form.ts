import { z } from 'zod';
import { EducationLevels } from '@jingzhun/domain/education';
import { HealthStatuses } from '@jingzhun/domain/health-status';
import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { IdentificationStandards } from '@jingzhun/domain/identification-standard';
import { LabourAbilities } from '@jingzhun/domain/labour-ability';
import { formatYuan } from '@jingzhun/domain/money';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { RelationsToHead } from '@jingzhun/domain/relation-to-head';
import { SchoolStatuses } from '@jingzhun/domain/school-status';
import { Sexes } from '@jingzhun/domain/sex';
import { definePaper } from '@jingzhun/print';
import type { CaseAttempt } from '../application/case/application.dto.js';
import { CaseKinds, CaseStates } from '../application/lifecycle/case-state.js';
import type { Living } from '../household/living.js';
import type { MemberFacts } from '../household/member-facts.js';
import { codeText, LIVING_LINES, type Language, type Words } from './form-words.js';

const Cells = z.array(z.string());

/** 贫困户登记表 and 申请书: one layout, grouped as the form of 2014. */
export const HouseholdPaper = definePaper({
  name: 'household-form',
  template: new URL('../../templates/household-form.typ', import.meta.url),
  data: z.strictObject({
    lang: z.enum(['zh', 'en']),
    title: z.string(),
    place: z.string(),
    sections: z.array(z.strictObject({ label: z.string(), facts: z.array(z.strictObject({ label: z.string(), value: z.string() })) })),
    tables: z.array(z.strictObject({ label: z.string(), headings: Cells, rows: z.array(Cells) })),
    paragraphs: Cells,
    signatures: Cells,
    note: z.string(),
  }),
  rows: ({ tables }) => tables.reduce((sum, { rows }) => sum + rows.length, 1),
});
export type HouseholdPaper = z.infer<typeof HouseholdPaper.data>;

/** What stands on the form, whoever it comes from. Numbers as they are to be printed. */
export interface FormSource {
  title: Words;
  /** From the county down. */
  placeNames: readonly string[];
  number: string | null;
  registeredOn: string | null;
  groupName: string | null;
  headName: string;
  address: string | null;
  phone: string | null;
  bankName: string | null;
  bankAccount: string | null;
  category: string | null;
  standard: string | null;
  mainCause: string | null;
  secondaryCauses: readonly string[];
  living: Living;
  members: readonly FormMember[];
  incomes: readonly FormIncome[];
  /** How it came into the register; absent on an application. */
  attempts?: readonly CaseAttempt[];
  statement: string | null;
  paragraphs: readonly Words[];
  signatures: readonly Words[];
  note: Words;
}

export interface FormMember {
  name: string;
  relation: string | null;
  sex: string | null;
  birthDate: string | null;
  idNumber: string;
  facts: MemberFacts;
}

export interface FormIncome {
  year: number;
  wageFen: number;
  businessFen: number;
  propertyFen: number;
  transferFen: number | null;
  businessExpenseFen: number;
  netPerPersonFen: number | null;
}

const L = {
  household: { zh: '农户', en: 'Household' },
  living: { zh: '生产生活条件', en: 'How it lives' },
  members: { zh: '家庭成员', en: 'Members' },
  incomes: { zh: '收入（元）', en: 'Incomes (yuan)' },
  attempts: { zh: '申请经过', en: 'Applications' },
} as const;

export function householdForm(source: FormSource, lang: Language): HouseholdPaper {
  const say = (words: Words): string => words[lang];
  return {
    lang,
    title: say(source.title),
    place: [...source.placeNames, source.groupName ?? ''].join(lang === 'zh' ? '' : ' ').trim(),
    sections: [
      { label: say(L.household), facts: headFacts(source, lang) },
      { label: say(L.living), facts: livingFacts(source.living, lang) },
    ].filter(({ facts }) => facts.length > 0),
    tables: [
      { label: say(L.members), ...memberTable(source.members, lang) },
      ...(source.incomes.length > 0 ? [{ label: say(L.incomes), ...incomeTable(source.incomes, lang) }] : []),
      ...(source.attempts?.length ? [{ label: say(L.attempts), ...attemptTable(source.attempts, lang) }] : []),
    ],
    paragraphs: [...(source.statement ? [source.statement] : []), ...source.paragraphs.map(say)],
    signatures: source.signatures.map(say),
    note: say(source.note),
  };
}

type Fact = HouseholdPaper['sections'][number]['facts'][number];

function headFacts(source: FormSource, lang: Language): Fact[] {
  const facts: [Words, string | null][] = [
    [{ zh: '户编号', en: 'Number' }, source.number],
    [{ zh: '户主姓名', en: 'Head' }, source.headName],
    [{ zh: '家庭人口', en: 'Members' }, String(source.members.length)],
    [{ zh: '住址', en: 'Address' }, source.address],
    [{ zh: '联系电话', en: 'Phone' }, source.phone],
    [{ zh: '开户银行', en: 'Bank' }, source.bankName],
    [{ zh: '银行账号', en: 'Account' }, source.bankAccount],
    [{ zh: '识别标准', en: 'Standard' }, source.standard && codeText(IdentificationStandards, source.standard, lang)],
    [{ zh: '贫困户属性', en: 'Category' }, source.category && codeText(HouseholdCategories, source.category, lang)],
    [{ zh: '主要致贫原因', en: 'Main cause' }, source.mainCause && codeText(PovertyCauses, source.mainCause, lang)],
    [
      { zh: '其他致贫原因', en: 'Other causes' },
      source.secondaryCauses.map((code) => codeText(PovertyCauses, code, lang)).join(lang === 'zh' ? '、' : ', ') || null,
    ],
    [{ zh: '建档日期', en: 'Registered on' }, source.registeredOn],
  ];
  return facts.flatMap(([label, value]) => (value ? [{ label: label[lang], value }] : []));
}

function livingFacts(living: Living, lang: Language): Fact[] {
  return LIVING_LINES.flatMap(({ key, show, ...label }) => {
    const value = living[key];
    return value === undefined ? [] : [{ label: label[lang], value: show(value as never, lang) }];
  });
}

function memberTable(members: readonly FormMember[], lang: Language): { headings: string[]; rows: string[][] } {
  const headings =
    lang === 'zh'
      ? ['姓名', '与户主关系', '性别', '出生日期', '证件号码', '文化程度', '健康状况', '劳动技能']
      : ['Name', 'Relation', 'Sex', 'Born', 'Document', 'Education', 'Health', 'Labour'];
  const of = (list: Parameters<typeof codeText>[0], code: string | undefined | null): string => (code ? codeText(list, code, lang) : '');
  return {
    headings,
    rows: members.map(({ name, relation, sex, birthDate, idNumber, facts }) => [
      name,
      of(RelationsToHead, relation),
      of(Sexes, sex),
      birthDate ?? '',
      idNumber,
      facts.school ? of(SchoolStatuses, facts.school) : of(EducationLevels, facts.education),
      (facts.health ?? []).map((code) => of(HealthStatuses, code)).join(lang === 'zh' ? '、' : ', '),
      of(LabourAbilities, facts.labour),
    ]),
  };
}

function incomeTable(incomes: readonly FormIncome[], lang: Language): { headings: string[]; rows: string[][] } {
  const yuan = (fen: number | null): string => (fen === null ? '' : formatYuan(fen as never));
  return {
    headings:
      lang === 'zh'
        ? ['年度', '工资性', '生产经营性', '财产性', '转移性', '经营支出', '人均纯收入']
        : ['Year', 'Wage', 'Business', 'Property', 'Transfer', 'Expense', 'Net per person'],
    rows: incomes.map((income) => [
      String(income.year),
      yuan(income.wageFen),
      yuan(income.businessFen),
      yuan(income.propertyFen),
      yuan(income.transferFen),
      yuan(income.businessExpenseFen),
      yuan(income.netPerPersonFen),
    ]),
  };
}

function attemptTable(attempts: readonly CaseAttempt[], lang: Language): { headings: string[]; rows: string[][] } {
  return {
    headings: lang === 'zh' ? ['申请日期', '事项', '结果', '办结日期', '原因'] : ['Applied on', 'For', 'Result', 'Ended on', 'Reason'],
    rows: attempts.map(({ appliedOn, kind, state, endedOn, reason }) => [
      appliedOn,
      codeText(CaseKinds, kind, lang),
      codeText(CaseStates, state, lang),
      endedOn ?? '',
      reason ?? '',
    ]),
  };
}
