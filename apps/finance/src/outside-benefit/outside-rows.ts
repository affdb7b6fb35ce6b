import { formatYuan, type Fen } from '@jingzhun/domain/money';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { code, defineTable, pastDate, personName, rowProblem, yuan, type ReadRow, type RowOf } from '@jingzhun/workbooks';
import { householdProblems, LISTED_HOUSEHOLD, type ListedHousehold } from '../listed-household/listed-household.js';
import { outsideKey, OutsideKinds, type OutsideKind } from './outside-kinds.js';
import type { OutsideUpload } from './outside.dto.js';

/** As another office sends it. A column with ID numbers is not looked at and not kept. */
export const OUTSIDE_TABLE = defineTable(
  { zh: '他单位发放名单', en: 'list of benefits paid by another office', needsTotal: true },
  {
    ...LISTED_HOUSEHOLD,
    personName: { title: '受益人姓名', aliases: ['受益人', '补助对象'], read: personName },
    kind: { title: '补助种类', aliases: ['种类', '补助名称'], read: code(OutsideKinds), required: true },
    amountFen: { title: '金额（元）', aliases: ['金额', '发放金额（元）', '补助金额（元）'], read: yuan, required: true, summed: true },
    on: { title: '发放日期', aliases: ['日期', '打卡日期'], read: pastDate, required: true },
  },
);
export type OutsideRow = RowOf<typeof OUTSIDE_TABLE.columns>;

export interface ToldBenefit {
  /** Of the file; null: entered by hand. */
  readonly line: number | null;
  readonly kind: OutsideKind;
  readonly key: string;
  readonly householdId: string;
  readonly personId: string | null;
  readonly village: string;
  readonly amountFen: number;
  readonly on: string;
}

const at = (key: keyof typeof OUTSIDE_TABLE.columns): { key: string; title: string } => ({ key, title: OUTSIDE_TABLE.columns[key].title });

/** Rows become benefits of households; whatever is wrong with one is named with its line and no value. */
export function toldBenefits(
  rows: readonly ReadRow<OutsideRow>[],
  households: ReadonlyMap<string, ListedHousehold>,
  { kinds, from, to }: Pick<OutsideUpload, 'kinds' | 'from' | 'to'>,
): { told: ToldBenefit[]; wrong: RefusalProblem[] } {
  const told: ToldBenefit[] = [];
  const wrong: RefusalProblem[] = [];
  const seen = new Map<string, number>();
  for (const { line, row } of rows) {
    const household = households.get(row.householdNumber);
    wrong.push(...householdProblems({ line, row }, household));
    if (!kinds.includes(row.kind)) wrong.push(otherKind(line));
    if (row.on < from || row.on > to) wrong.push(outsidePeriod(line));
    if (row.amountFen === 0) wrong.push(nothing(line));
    if (!household) continue;
    const named = household.persons.filter(({ name }) => name === row.personName);
    if (row.personName !== undefined && named.length !== 1) {
      wrong.push(unknownPerson(line));
      continue;
    }
    const personId = named[0]?.id ?? null;
    const key = outsideKey(row.kind, household.id, personId, row.on);
    const earlier = seen.get(key);
    if (earlier !== undefined) wrong.push(twice(line, earlier));
    else seen.set(key, line);
    const { kind, amountFen, on } = row;
    told.push({ line, kind, key, householdId: household.id, personId, village: household.village, amountFen, on });
  }
  return { told, wrong };
}

/** What an officer copied from the paper is what the file holds. */
export function totalsProblems(rows: readonly ReadRow<OutsideRow>[], { count, sumFen }: OutsideUpload): RefusalProblem[] {
  const sum = rows.reduce((total, { row }) => total + row.amountFen, 0);
  const [yuanSum, declared] = [formatYuan(sum as Fen), formatYuan(sumFen as Fen)];
  return [
    ...(rows.length === count
      ? []
      : [
          {
            ...{ pointer: '/count', code: 'outside-list.count-differs' },
            zh: `笔数：文件 ${rows.length} 笔，申报 ${count} 笔。`,
            en: `Rows: the file has ${rows.length}, ${count} were declared.`,
          },
        ]),
    ...(sum === sumFen
      ? []
      : [
          {
            ...{ pointer: '/sumFen', code: 'outside-list.sum-differs' },
            zh: `合计：文件 ${yuanSum} 元，申报 ${declared} 元。`,
            en: `Sum: ${yuanSum} yuan in the file, ${declared} declared.`,
          },
        ]),
  ];
}

const otherKind = (line: number): RefusalProblem =>
  rowProblem(
    ...([line, at('kind'), 'outside-list.kind-not-declared'] as const),
    '不在申报的补助种类之内。请在页面勾选这一种类，或从名单中删去本行。',
    'not one of the kinds that were declared; declare it, or leave the row out.',
  );
const outsidePeriod = (line: number): RefusalProblem =>
  rowProblem(
    ...([line, at('on'), 'outside-list.outside-period'] as const),
    '不在申报的期间之内。请核对日期或期间。',
    'not in the period that was declared; check the day, or the period.',
  );
const nothing = (line: number): RefusalProblem =>
  rowProblem(
    ...([line, at('amountFen'), 'outside-list.nothing'] as const),
    '金额为零。没有发放的请从名单中删去。',
    'the amount is nought; leave out what was not paid.',
  );
const unknownPerson = (line: number): RefusalProblem =>
  rowProblem(
    ...([line, at('personName'), 'outside-list.person-unknown'] as const),
    '该户户册中没有这个人，或有两人同名。请核对姓名；补助给全户的，此格留空；同名的请从名单中删去，逐笔录入。',
    'nobody, or more than one, of the household has this name. Check it; leave it empty where the household was paid; enter persons of one name by hand.',
  );
const twice = (line: number, earlier: number): RefusalProblem =>
  rowProblem(
    ...([line, at('householdNumber'), 'outside-list.twice'] as const),
    `与第${earlier}行是同一户同一种补助、同一天。请只留一行，或合并金额。`,
    `the same benefit of the same day as row ${earlier}; keep one of the two, or add them up.`,
  );
export const toldBefore = (line: number, number: number): RefusalProblem =>
  rowProblem(
    ...([line, at('householdNumber'), 'outside-list.told-before'] as const),
    `同一户同一种补助、同一天的一笔，已在第${number}号名单中。属于更正的，请填写要更正的名单编号后上传；否则删去本行。`,
    `list ${number} has this benefit already. Upload as a correction of that list, or leave the row out.`,
  );
