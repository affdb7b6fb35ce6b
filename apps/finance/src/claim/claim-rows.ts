import { codeList, type CodeList } from '@jingzhun/domain/code-list';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import {
  anyDate,
  code,
  defineTable,
  mu,
  pastDate,
  personName,
  rowProblem,
  textUpTo,
  whole,
  yuan,
  type ReadRow,
  type RowOf,
} from '@jingzhun/workbooks';
import { householdProblems, LISTED_HOUSEHOLD, type ListedHousehold } from '../listed-household/listed-household.js';
import { keyOf, Milestones, MoneySources, PremiumSchemes, type Subject } from './claim-kinds.js';
import type { ClaimReport } from './claim-reports.js';
import { projectIdOf, type ListedProduct } from './listed-projects.js';

const MONEY = {
  amountFen: { title: '金额（元）', aliases: ['金额', '补助金额（元）'], read: yuan, required: true, summed: true },
  dueOn: { title: '日期', aliases: ['达到日期', '到期日期'], read: anyDate, required: true },
  document: { title: '依据', aliases: ['依据文号', '文号'], read: textUpTo(200), required: true },
} as const;

export const RELOCATION_LIST = defineTable(
  { zh: '搬迁补助名单', en: 'list of relocation subsidies', needsTotal: true },
  {
    ...LISTED_HOUSEHOLD,
    milestone: { title: '节点', aliases: ['搬迁节点'], read: code(Milestones), required: true },
    source: { title: '资金来源', read: code(MoneySources), required: true },
    ...MONEY,
  },
);
export const PREMIUM_LIST = defineTable(
  { zh: '代缴保费名单', en: 'list of premiums', needsTotal: true },
  {
    ...LISTED_HOUSEHOLD,
    personName: { title: '参保人姓名', aliases: ['姓名'], read: personName, required: true },
    scheme: { title: '险种', read: code(PremiumSchemes), required: true },
    year: { title: '年度', read: whole(2010, 2100), required: true },
    ...MONEY,
  },
);
type RelocationRow = RowOf<typeof RELOCATION_LIST.columns>;
type PremiumRow = RowOf<typeof PREMIUM_LIST.columns>;
/** Accepted projects: what is paid for them is worked out by a reward subsidy, so that a list names no money. */
export const projectList = (products: readonly ListedProduct[]) =>
  defineTable(
    { zh: '产业项目验收名单', en: 'list of accepted projects' },
    {
      ...LISTED_HOUSEHOLD,
      product: { title: '产业项目', aliases: ['项目', '产业', '品种'], read: code(productCodes(products)), required: true },
      stage: { title: '第几年', aliases: ['年次', '种植年次'], read: whole(1, 9), required: true },
      quantity: { title: '规模', aliases: ['规模（亩、个）', '面积（亩）', '数量'], read: mu, required: true },
      dueOn: { title: '验收日期', read: pastDate, required: true },
      document: { title: '验收文号', aliases: ['验收单号', '依据'], read: textUpTo(200), required: true },
    },
  );
type ProjectRow = RowOf<ReturnType<typeof projectList>['columns']>;
export type Line = ReadRow<RelocationRow> | ReadRow<PremiumRow> | ReadRow<ProjectRow>;

/** Two schemes may call two products alike: then the code is what tells them apart. */
function productCodes(products: readonly ListedProduct[]): CodeList<string> {
  const names = new Set<string>();
  return codeList(
    '产业项目',
    'product',
    products.map(({ product, nameZh }) => {
      const zh = names.has(nameZh) ? `${nameZh}（${product}）` : nameZh;
      names.add(nameZh);
      return { code: product, zh, en: product };
    }),
  );
}

const at = (key: string, title: string): { key: string; title: string } => ({ key, title });
const NUMBER = at('householdNumber', '户编号');
const QUANTITY = at('quantity', '规模');
const isPremium = (row: RelocationRow | PremiumRow): row is PremiumRow => 'personName' in row;
const isProject = (row: Line['row']): row is ProjectRow => 'product' in row;

/** Rows become reports; whatever is wrong with one is named with its line and no value. */
export function matched(
  rows: readonly ReadRow<Line['row']>[],
  households: ReadonlyMap<string, ListedHousehold>,
  { list, closed, units }: { list: string; closed: ReadonlySet<string>; units: ReadonlyMap<string, ListedProduct['unit']> },
): { lines: { line: number; report: ClaimReport }[]; wrong: RefusalProblem[] } {
  const lines: { line: number; report: ClaimReport }[] = [];
  const wrong: RefusalProblem[] = [];
  const seen = new Map<string, number>();
  for (const { line, row } of rows) {
    const household = households.get(row.householdNumber);
    wrong.push(...householdProblems({ line, row }, household));
    if (!household) continue;
    if (closed.has(household.id)) wrong.push(accountClosed(line));
    const subject = subjectOf(row, household, units);
    if (!subject) {
      wrong.push(isProject(row) ? noWholeNumber(line) : unknownPerson(line));
      continue;
    }
    const report = {
      ...{
        householdId: household.id,
        village: household.village,
        subject,
        amountFen: isProject(row) ? null : row.amountFen,
        dueOn: row.dueOn,
        document: row.document,
      },
      reference: list,
    };
    const earlier = seen.get(keyOf(report));
    if (report.amountFen === 0) wrong.push(nothing(line, at('amountFen', '金额（元）')));
    if (subject.kind === 'project' && subject.quantity === 0) wrong.push(nothing(line, QUANTITY));
    if (earlier !== undefined) wrong.push(twice(line, earlier));
    else seen.set(keyOf(report), line);
    lines.push({ line, report });
  }
  return { lines, wrong };
}

/** Undefined when nobody, or more than one, of the household has the name: then a person has to enter it by hand; or when pieces are counted in parts. */
function subjectOf(
  row: Line['row'],
  { id, persons }: ListedHousehold,
  units: ReadonlyMap<string, ListedProduct['unit']>,
): Subject | undefined {
  if (isProject(row)) {
    const { product, stage, document } = row;
    const unit = units.get(product) ?? 'centiMu';
    const quantity = unit === 'centiMu' ? row.quantity : row.quantity / 100;
    if (!Number.isInteger(quantity)) return undefined;
    return { kind: 'project', projectId: projectIdOf({ householdId: id, product, stage, document }), product, stage, quantity, unit };
  }
  if (!isPremium(row)) return { kind: 'relocation', milestone: row.milestone, source: row.source };
  const named = persons.filter(({ name }) => name === row.personName);
  const [person] = named;
  return person && named.length === 1 ? { kind: 'premium', scheme: row.scheme, year: row.year, personId: person.id } : undefined;
}

const unknownPerson = (line: number): RefusalProblem =>
  rowProblem(
    ...([line, at('personName', '参保人姓名'), 'claim-list.person-unknown'] as const),
    '该户户册中没有这个人，或有两人同名。请核对姓名；同名的请从名单中删去，逐笔填报。',
    'nobody, or more than one, of the household has this name. Check it; enter persons of one name by hand.',
  );
const twice = (line: number, earlier: number): RefusalProblem =>
  rowProblem(
    ...([line, NUMBER, 'claim-list.twice'] as const),
    `与第${earlier}行是同一户同一事项。请只留一行。`,
    `the same thing as row ${earlier}; keep one of the two.`,
  );
const accountClosed = (line: number): RefusalProblem =>
  rowProblem(
    ...([line, NUMBER, 'claim-list.account-closed'] as const),
    '该户登记的一卡通账户银行已销户，款项付不出去。请先由财政局登记新账号，再上传；一时办不了的，请从名单中删去。',
    'the account of this household is closed: nothing can be paid to it. Have a new one recorded first, or leave the row out.',
  );
const nothing = (line: number, column: ReturnType<typeof at>): RefusalProblem =>
  rowProblem(
    ...([line, column, 'claim-list.nothing'] as const),
    '为零。没有应付金额、没有验收规模的请从名单中删去。',
    'is nought; leave out what is not to be paid.',
  );
const noWholeNumber = (line: number): RefusalProblem =>
  rowProblem(
    ...([line, QUANTITY, 'claim-list.no-whole-number'] as const),
    '这种项目按个数计，不能有小数。请核对规模。',
    'this project is counted in pieces; check the number.',
  );
export const enteredDifferently = (line: number): RefusalProblem =>
  rowProblem(
    ...([line, at('amountFen', '金额（元）'), 'claim-list.entered-differently'] as const),
    '这一项已由其他人填报，金额不同。请打开已填报的那一笔核对；填错的，请审批人退回后再上传。',
    'entered by somebody with another amount. Open that claim; if it is wrong, have it returned first.',
  );
