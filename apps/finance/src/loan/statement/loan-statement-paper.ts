import { z } from 'zod';
import { formatYuan, type Fen } from '@jingzhun/domain/money';
import { definePaper } from '@jingzhun/print';
import { amountInWords } from '../../payment/certificate/amount-in-words.js';
import {
  framed,
  printedOn,
  rowsIn,
  sayIn,
  StatementFrame,
  StatementTable,
  type InBoth,
  type Print,
  type Say,
} from '../../statement/statement-frame.js';
import { LoanProducts } from '../loan-products.js';
import type { LoanRow } from '../loan-rows.js';
import type { StatedSubsidy } from './loan-record.js';
import { KIND_WORDS, METHOD_WORDS, SUBSIDY_WORDS } from './loan-statement-words.js';
import type { LoanRecord, Standing } from './standing.rules.js';

/** The bank gave these their number; of all others the reference is our own, and says nothing to who compares it with a slip. */
const WITH_SLIP: readonly string[] = ['drawing', 'repayment', 'recovery'];

const Table = StatementTable.extend({
  /** Columns whose cells are amounts. */
  amounts: z.array(z.int()),
});

export const LoanStatementPaper = definePaper({
  name: 'loan-statement',
  template: new URL('../../../templates/loan-statement.typ', import.meta.url),
  data: StatementFrame.extend({ tables: z.array(Table) }),
  rows: rowsIn,
});
export type LoanStatementPaper = z.infer<typeof LoanStatementPaper.data>;

export interface StatedLoan extends Print {
  readonly loan: Pick<
    LoanRow,
    'number' | 'product' | 'householdNumber' | 'headName' | 'borrowerName' | 'amountFen' | 'months' | 'terms'
  > & {
    readonly contractNumber: string | null;
    readonly bankNameZh: string;
    readonly bankNameEn: string;
  };
  readonly on: string;
  readonly standing: Standing;
  readonly changes: Pick<LoanRecord, 'rateChanges' | 'extensions'>;
  readonly subsidies: readonly StatedSubsidy[];
  readonly placeNames: readonly string[];
}

const yuan = (fen: number): string => formatYuan(fen as Fen);
const signed = (fen: number): string => (fen === 0 ? '' : fen > 0 ? `+${yuan(fen)}` : `-${yuan(-fen)}`);
const percent = (ppm: number): string => `${ppm / 10_000}%`;

export function loanStatementPaper(of: StatedLoan, lang: 'zh' | 'en'): LoanStatementPaper {
  const zh = lang === 'zh';
  const say = sayIn(lang);
  const fact = (label: InBoth, value: string) => ({ label: say(label), value });
  const amount = (fen: number): string => (zh ? `${yuan(fen)} 元` : `${yuan(fen)} yuan`);
  const { loan, standing, on } = of;
  const { arrears, drawnFen, outstandingFen, interestPaidFen } = standing;
  const lateFen = arrears.principalFen + arrears.interestFen;
  const credited = of.subsidies.reduce((sum, { state, amountFen }) => sum + (state === 'paid' ? amountFen : 0), 0);
  const { penalty } = standing;
  const bears = penalty.accruedFen + penalty.paidFen + penalty.waivedFen > 0;
  const late = zh
    ? `${yuan(lateFen)} 元（本金 ${yuan(arrears.principalFen)}，利息 ${yuan(arrears.interestFen)}），自 ${arrears.since} 起 ${arrears.days} 天`
    : `${yuan(lateFen)} yuan (principal ${yuan(arrears.principalFen)}, interest ${yuan(arrears.interestFen)}) for ${arrears.days} days since ${arrears.since}`;
  return {
    ...framed(lang, {
      ...of,
      title: ['贷款对账单', 'Statement of a loan'],
      statement: [
        '本对账单按打印时系统的记录列出截至日期的情况；其后冲销的收付与冲销并列。与银行或农户的账不符的，请持本单向贷款银行或乡镇核对。',
        'As the record has it when printed, for the day it is of; what was reversed later stands beside its reversal. If it differs from your book, take it to the bank or the township.',
      ],
    }),
    facts: [
      fact(['对账单编号', 'Number'], of.number),
      fact(['截至日期', 'As of'], on),
      fact(['借款人', 'Borrower'], loan.borrowerName),
      fact(['户主、户编号', 'Household'], `${loan.headName} ${loan.householdNumber}`),
      fact(['贷款银行', 'Bank'], zh ? loan.bankNameZh : loan.bankNameEn),
      fact(['合同编号', 'Contract'], loan.contractNumber ?? say(['未签合同', 'none yet'])),
      fact(['贷款品种', 'Product'], LoanProducts.get(loan.product)[lang]),
      fact(['合同金额、期限', 'Agreed'], `${amount(loan.amountFen)} · ${loan.months} ${say(['个月', 'months'])}`),
      fact(['年利率', 'Rate a year'], standing.annualRatePpm === null ? '' : percent(standing.annualRatePpm)),
      fact(['还款方式', 'Method'], loan.terms ? say(METHOD_WORDS[loan.terms.method]) : ''),
      fact(['已放款', 'Paid out'], amount(drawnFen)),
      fact(['到期日', 'Ends on'], standing.maturesOn ?? ''),
      fact(
        ['尚欠本金', 'Principal owed'],
        zh ? `${yuan(outstandingFen)} 元（大写：${amountInWords(outstandingFen)}）` : amount(outstandingFen),
      ),
      fact(['已付利息', 'Interest paid'], amount(interestPaidFen)),
      fact(['逾期', 'Late'], arrears.since ? late : say(['没有', 'nothing'])),
      // a loan that never bore any is printed as before, so that older prints compare
      ...(bears ? penaltyFacts(standing, say) : []),
      fact(['当日结清需还', 'Pays all back that day'], standing.payoffFen === null ? '' : amount(standing.payoffFen)),
      fact(['财政贴息已到账', 'Interest subsidy credited'], amount(credited)),
      printedOn(say, of),
      ...(standing.lostFen > 0
        ? [
            fact(['损失、基金代偿', 'Lost, paid by the fund'], `${amount(standing.lostFen)} · ${amount(standing.fundPaidFen)}`),
            fact(['已追回', 'Recovered'], amount(standing.recoveredFen)),
          ]
        : []),
    ],
    tables: [
      {
        title: say(['收付明细（含冲销）', 'Everything paid out and back, reversals too']),
        empty: say(['截至该日没有收付。', 'Nothing by that day.']),
        headings: [
          ...[say(['日期', 'Day']), say(['事项', 'What']), say(['流水号', 'Reference'])],
          ...[say(['本金增减（元）', 'Principal']), say(['利息（元）', 'Interest'])],
          ...(bears ? [say(['罚息（元）', 'Penalty'])] : []),
          say(['尚欠本金（元）', 'Owed']),
        ],
        amounts: bears ? [3, 4, 5, 6] : [3, 4, 5],
        rows: standing.movements.map((one) => [
          ...[one.on, whatOf(one, say), WITH_SLIP.includes(one.reversedKind ?? one.kind) ? one.reference : ''],
          ...[signed(one.principalFen), signed(one.interestFen), ...(bears ? [signed(one.penaltyFen)] : []), yuan(one.balanceFen)],
        ]),
      },
      {
        title: say(['还款计划', 'Schedule']),
        empty: say(['截至该日没有放款。', 'Nothing was paid out by that day.']),
        headings: [
          ...[say(['期', 'No.']), say(['应还日期', 'Due on']), say(['本金（元）', 'Principal']), say(['利息（元）', 'Interest'])],
          ...[say(['剩余本金（元）', 'Left']), say(['未还（元）', 'Open'])],
        ],
        amounts: [2, 3, 4, 5],
        rows: standing.schedule.map(({ number, dueOn, principalFen, interestFen, closingFen, openFen }) => [
          ...[String(number), dueOn, yuan(principalFen), yuan(interestFen), yuan(closingFen)],
          openFen === 0 ? say(['已还清', 'paid']) : dueOn < on ? `${yuan(openFen)} ${say(['逾期', 'late'])}` : yuan(openFen),
        ]),
      },
      ...(penalty.spans.length > 0 ? [penaltyTable(standing, say)] : []),
      ...changesTable(of, say),
      {
        title: say(['财政贴息', 'Interest subsidy']),
        empty: say(['截至该日没有批准的贴息。', 'None was granted by that day.']),
        headings: [say(['所属季度', 'Quarter']), say(['金额（元）', 'Yuan']), say(['状态', 'State']), say(['日期', 'Day'])],
        amounts: [1],
        rows: of.subsidies.map(({ quarter, amountFen, state, on: day }) => [quarter, yuan(amountFen), say(SUBSIDY_WORDS[state]), day]),
      },
    ],
  };
}

/** What is owed of it, and all that is owed that day: principal, interest, penalty. */
function penaltyFacts({ penalty, arrears }: Standing, say: Say) {
  const { spans, accruedFen, paidFen, waivedFen, owedFen } = penalty;
  const [first] = spans;
  const total = arrears.principalFen + arrears.interestFen + owedFen;
  const made = say([
    `应计 ${yuan(accruedFen)}，已付 ${yuan(paidFen)}，减免 ${yuan(waivedFen)}`,
    `accrued ${yuan(accruedFen)}, paid ${yuan(paidFen)}, waived ${yuan(waivedFen)}`,
  ]);
  const since = first ? say([`，自 ${first.from} 起计`, `, since ${first.from}`]) : '';
  return [
    {
      label: say(['罚息（农户承担）', 'Penalty interest (the household’s)']),
      value: `${yuan(owedFen)} ${say(['元', 'yuan'])} (${made}${since})`,
    },
    {
      label: say(['当日应还合计', 'Overdue in all that day']),
      value: say([
        `${yuan(total)} 元 = 本金 ${yuan(arrears.principalFen)} + 利息 ${yuan(arrears.interestFen)} + 罚息 ${yuan(owedFen)}`,
        `${yuan(total)} yuan = principal ${yuan(arrears.principalFen)} + interest ${yuan(arrears.interestFen)} + penalty ${yuan(owedFen)}`,
      ]),
    },
  ];
}

function penaltyTable({ penalty }: Standing, say: Say): LoanStatementPaper['tables'][number] {
  return {
    title: say(['罚息计算（贴息和风险基金不承担）', 'How the penalty came about (no subsidy, no fund bears it)']),
    empty: '',
    headings: [
      ...[
        say(['自', 'From']),
        say(['至', 'To']),
        say(['天数', 'Days']),
        say(['逾期本金（元）', 'Principal']),
        say(['逾期利息（元）', 'Interest']),
      ],
      ...[say(['合同年利率', 'Rate']), say(['加收', 'On top'])],
    ],
    amounts: [2, 3, 4, 5, 6],
    rows: penalty.spans.map(({ what, from, to, days, principalFen, interestFen, annualRatePpm, surchargeBp }) => [
      ...[from, to, String(days), yuan(principalFen), interestFen === 0 ? '' : yuan(interestFen)],
      ...[
        percent(annualRatePpm),
        what === 'misused' ? say([`挪用 ${surchargeBp / 100}%`, `misuse ${surchargeBp / 100}%`]) : `${surchargeBp / 100}%`,
      ],
    ]),
  };
}

function whatOf(
  { kind, reversedKind, isReversed, reservedFen, lostFen, fundFen, recoveredFen }: Standing['movements'][number],
  say: Say,
): string {
  const about = reversedKind ?? kind;
  const more = [
    ...(about === 'approval' || about === 'lapse' ? [yuan(Math.abs(reservedFen))] : []),
    ...((about === 'compensation' || about === 'writeOff') && lostFen !== 0 ? [`${say(['损失', 'lost'])} ${yuan(Math.abs(lostFen))}`] : []),
    ...(about === 'recovery' && recoveredFen !== 0 ? [yuan(Math.abs(recoveredFen))] : []),
    ...(fundFen === 0 ? [] : [`${say(['基金', 'fund'])} ${yuan(Math.abs(fundFen))}`]),
  ];
  const name = reversedKind ? `${say(KIND_WORDS[kind])}${say(['：', ': '])}${say(KIND_WORDS[reversedKind])}` : say(KIND_WORDS[kind]);
  return [name, ...more, ...(isReversed ? [say(['已冲销', 'reversed'])] : [])].join(' · ');
}

function changesTable({ changes: { rateChanges, extensions }, on }: StatedLoan, say: Say): LoanStatementPaper['tables'] {
  const rows = [
    ...rateChanges.map(({ from, annualRatePpm }) => [from, say(['年利率改为', 'rate changed to']), percent(annualRatePpm)]),
    ...extensions.map((one) => [one.on, say(['展期', 'extended']), `${one.addedPeriods} ${say(['期', 'periods'])}`]),
  ].filter(([day = '']) => day <= on);
  if (rows.length === 0) return [];
  const headings = [say(['日期', 'Day']), say(['变更', 'Change']), say(['内容', 'To'])];
  return [
    {
      title: say(['合同变更', 'Changes of the contract']),
      empty: '',
      headings,
      amounts: [],
      rows: rows.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    },
  ];
}
