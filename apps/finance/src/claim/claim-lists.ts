import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import {
  anyDate,
  code,
  defineTable,
  personName,
  readTable,
  rowProblem,
  textUpTo,
  whole,
  yuan,
  type ReadRow,
  type RowOf,
} from '@jingzhun/workbooks';
import { householdProblems, LISTED_HOUSEHOLD, listedHouseholds, type ListedHousehold } from '../listed-household/listed-household.js';
import { Milestones, MoneySources, naturalKey, PremiumSchemes, type PayableKind, type Subject } from './claim-kinds.js';
import { ClaimReports, type ClaimReport } from './claim-reports.js';
import { withClosedAccount } from '../payment/closed-accounts.js';
import { assertFund } from './claims.js';
import type { TakenClaims } from './claim.dto.js';
import { ClaimListRefused } from './claim.errors.js';

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
export const CLAIM_LISTS = { relocation: RELOCATION_LIST, premium: PREMIUM_LIST } as const;
type RelocationRow = RowOf<typeof RELOCATION_LIST.columns>;
type PremiumRow = RowOf<typeof PREMIUM_LIST.columns>;
type Line = ReadRow<RelocationRow> | ReadRow<PremiumRow>;

/** Rows of a list that were not entered, named one by one. */
const NAMED_ROWS = 500;

const at = (key: string, title: string): { key: string; title: string } => ({ key, title });
const NUMBER = at('householdNumber', '户编号');
const isPremium = (row: RelocationRow | PremiumRow): row is PremiumRow => 'personName' in row;

/** A department's list, taken whole or not at all; what was entered before is left alone, so that the same list again changes nothing. */
@Injectable()
export class ClaimLists {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(ClaimReports) private readonly reports: ClaimReports,
  ) {}

  /** @throws ClaimListRefused with every wrong row, FundNotFound, FileRefused */
  async take(principal: Principal, kind: PayableKind, fundCode: string, content: Buffer): Promise<TakenClaims> {
    const today = { today: this.clock.today() };
    const { rows, problems } =
      kind === 'relocation' ? await readTable(content, RELOCATION_LIST, today) : await readTable(content, PREMIUM_LIST, today);
    if (problems.length > 0) throw new ClaimListRefused(problems);
    const list = createHash('sha256').update(content).digest('hex').slice(0, 16);
    return this.database.transaction(sessionOf(principal), async (em) => {
      await assertFund(em, fundCode);
      const households = await listedHouseholds(em, rows);
      // a premium does not go to the household's account
      const closed =
        kind === 'premium'
          ? new Set<string>()
          : await withClosedAccount(
              em,
              [...households.values()].map(({ id }) => id),
            );
      const { lines, wrong } = matched(rows, households, list, closed);
      if (wrong.length > 0) throw new ClaimListRefused(wrong);
      const { different, before } = await this.reports.take(
        em,
        lines.map(({ report }) => report),
        { by: principal, fundCode, origin: 'list' },
      );
      if (different.length > 0)
        throw new ClaimListRefused(lines.filter(({ report }) => different.includes(report)).map(({ line }) => enteredDifferently(line)));
      const notEntered = lines.flatMap(({ line, report }) => {
        const state = before.get(report);
        return state ? [{ row: line, state }] : [];
      });
      const taken = { rows: rows.length, entered: rows.length - notEntered.length, known: notEntered.length };
      await this.audit.record(em, {
        actor: actorOf(principal),
        action: 'claim.take-list',
        result: 'success',
        detail: { kind, fund: fundCode, ...taken },
      });
      return { ...taken, notEntered: notEntered.slice(0, NAMED_ROWS) };
    });
  }
}

const keyOf = ({ householdId, subject }: ClaimReport): string => naturalKey(householdId, subject);

/** Rows become reports; whatever is wrong with one is named with its line and no value. */
function matched(
  rows: readonly Line[],
  households: ReadonlyMap<string, ListedHousehold>,
  list: string,
  closed: ReadonlySet<string>,
): { lines: { line: number; report: ClaimReport }[]; wrong: RefusalProblem[] } {
  const lines: { line: number; report: ClaimReport }[] = [];
  const wrong: RefusalProblem[] = [];
  const seen = new Map<string, number>();
  for (const { line, row } of rows) {
    const household = households.get(row.householdNumber);
    wrong.push(...householdProblems({ line, row }, household));
    if (!household) continue;
    if (closed.has(household.id)) wrong.push(accountClosed(line));
    const subject = subjectOf(row, household);
    if (!subject) {
      wrong.push(unknownPerson(line));
      continue;
    }
    const report = {
      ...{
        householdId: household.id,
        village: household.village,
        subject,
        amountFen: row.amountFen,
        dueOn: row.dueOn,
        document: row.document,
      },
      reference: list,
    };
    const earlier = seen.get(keyOf(report));
    if (row.amountFen === 0) wrong.push(nothing(line));
    if (earlier !== undefined) wrong.push(twice(line, earlier));
    else seen.set(keyOf(report), line);
    lines.push({ line, report });
  }
  return { lines, wrong };
}

/** Undefined when nobody, or more than one, of the household has the name: then a person has to enter it by hand. */
function subjectOf(row: RelocationRow | PremiumRow, { persons }: ListedHousehold): Subject | undefined {
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
const nothing = (line: number): RefusalProblem =>
  rowProblem(
    ...([line, at('amountFen', '金额（元）'), 'claim-list.nothing'] as const),
    '金额为零。没有应付金额的请从名单中删去。',
    'the amount is nought; leave out what is not to be paid.',
  );
const enteredDifferently = (line: number): RefusalProblem =>
  rowProblem(
    ...([line, at('amountFen', '金额（元）'), 'claim-list.entered-differently'] as const),
    '这一项已由其他人填报，金额不同。请打开已填报的那一笔核对；填错的，请审批人退回后再上传。',
    'entered by somebody with another amount. Open that claim; if it is wrong, have it returned first.',
  );
