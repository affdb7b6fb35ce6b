import { z } from 'zod';
import { formatYuan, type Fen } from '@jingzhun/domain/money';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { definePaper } from '@jingzhun/print';
import { OutsideKinds } from '../outside-benefit/outside-kinds.js';
import { LoanStates } from '../loan/lifecycle/loan-state.js';
import { amountInWords } from '../payment/certificate/amount-in-words.js';
import { framed, printedOn, rowsIn, sayIn, StatementFrame, StatementTable, type InBoth, type Print } from '../statement/statement-frame.js';
import type { HouseholdBenefits } from './benefit.dto.js';
import { BENEFIT_WORDS, SOURCE_WORDS, STATE_WORDS } from './statement-words.js';

export const StatementPaper = definePaper({
  name: 'benefit-statement',
  template: new URL('../../templates/benefit-statement.typ', import.meta.url),
  data: StatementFrame.extend({ tables: z.array(StatementTable), sourcesTitle: z.string(), sources: z.array(z.string()) }),
  rows: rowsIn,
});
export type StatementPaper = z.infer<typeof StatementPaper.data>;

export interface Stated extends HouseholdBenefits, Print {
  readonly from: string;
  readonly to: string;
  readonly account: { readonly bankName: string; readonly accountMasked: string } | null;
  readonly placeNames: readonly string[];
}

const yuan = (fen: number | null): string => (fen === null ? '' : formatYuan(fen as Fen));
const GIVEN = ['rewardSubsidy', 'relocationSubsidy', 'premium', 'interestSubsidy', 'other', 'project'];

export function statementPaper(of: Stated, lang: 'zh' | 'en'): StatementPaper {
  const zh = lang === 'zh';
  const say = sayIn(lang);
  const fact = (label: InBoth, value: string) => ({ label: say(label), value });
  const credited = of.items.filter(({ state }) => state === 'paid').reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0);
  const elsewhere = of.items.filter(({ state }) => state === 'elsewhere').reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0);
  const rowOf = ({ on, benefit, title, about, amountFen, state, paidTo, takenBackFen }: Stated['items'][number]): string[] => [
    on,
    say(BENEFIT_WORDS[benefit]),
    [
      about?.[lang],
      title,
      paidTo && (zh ? `代缴给${paidTo}` : `paid to ${paidTo} for you`),
      takenBackFen > 0 && (zh ? `已追回${yuan(takenBackFen)}元` : `${yuan(takenBackFen)} yuan taken back`),
    ]
      .filter(Boolean)
      .join(' · '),
    yuan(amountFen),
    say(STATE_WORDS[state]),
  ];
  const toldRow = ({ on, benefit, about, toldBy, amountFen, state }: Stated['items'][number]): string[] => [
    on,
    say(BENEFIT_WORDS[benefit]),
    [about?.[lang], toldBy && (zh ? `${toldBy.office}报来` : `told by ${toldBy.office}`), toldBy?.document].filter(Boolean).join(' · '),
    yuan(amountFen),
    say(STATE_WORDS[state]),
  ];
  const headings = [say(['日期', 'Day']), say(['款项', 'What']), say(['事由', 'For']), say(['金额（元）', 'Yuan']), say(['状态', 'State'])];
  return {
    ...framed(lang, {
      ...of,
      title: ['农户受益清单', 'Benefits of a household'],
      statement: [
        '本清单按打印当日系统记录出具，账户只显示部分号码。与实际不符的，请向村委会或乡镇反映。',
        'As recorded on the day it was printed; the account is shown in part. If something is wrong, tell the village or the township.',
      ],
    }),
    facts: [
      fact(['清单编号', 'Number'], of.number),
      fact(['户主姓名', 'Head of household'], of.household.headName),
      fact(['户编号', 'Household'], of.household.number),
      fact(['期间', 'Period'], zh ? `${of.from} 至 ${of.to}` : `${of.from} to ${of.to}`),
      fact(
        ['期间内已到账', 'Credited in the period'],
        zh ? `${yuan(credited)} 元（大写：${amountInWords(credited)}）` : `${yuan(credited)} yuan`,
      ),
      fact(['已批准待到账', 'Owed'], zh ? `${yuan(of.owedFen)} 元` : `${yuan(of.owedFen)} yuan`),
      fact(['他单位发放', 'Paid by other offices'], zh ? `${yuan(elsewhere)} 元（由其报来）` : `${yuan(elsewhere)} yuan, as they told`),
      fact(['收款账户', 'Account'], of.account ? `${of.account.bankName} ${of.account.accountMasked}` : say(['未登记', 'none recorded'])),
      printedOn(say, of),
    ],
    tables: [
      {
        title: say(['财政付给或报来的款项', 'What finance paid, owes or was told']),
        empty: say(['期间内没有。', 'Nothing in the period.']),
        headings,
        rows: of.items.filter(({ benefit }) => GIVEN.includes(benefit)).map(rowOf),
      },
      {
        title: say(['他单位发放（由发放单位报来，非财政支付）', 'Paid by other offices, as they told; not by finance']),
        empty: say(['期间内没有收到。', 'Nothing was told for the period.']),
        headings,
        rows: of.items.filter(({ toldBy }) => toldBy !== null).map(toldRow),
      },
      {
        title: say(['贷款发放和归还', 'Loans paid out and repaid']),
        empty: say(['期间内没有。', 'Nothing in the period.']),
        headings,
        rows: of.items.filter(({ benefit }) => benefit === 'loan').map(rowOf),
      },
      {
        title: say(['贷款余额（打印当日）', 'Loans as they stand today']),
        empty: say(['没有贷款。', 'No loans.']),
        headings: [
          ...[
            say(['银行', 'Bank']),
            say(['合同', 'Contract']),
            say(['已放款（元）', 'Paid out']),
            say(['尚欠本金（元）', 'Principal owed']),
          ],
          ...[say(['逾期（元）', 'Late']), say(['状态', 'State'])],
        ],
        rows: of.loans.map((loan) => [
          zh ? loan.bankNameZh : loan.bankNameEn,
          loan.contractNumber ?? '',
          yuan(loan.drawnFen),
          yuan(loan.outstandingFen),
          yuan(loan.overdueFen),
          LoanStates.get(loan.state)[lang],
        ]),
      },
    ],
    sourcesTitle: say(['数据来源', 'Sources']),
    sources: sourcesSaid(of.sources, lang),
  };
}

/** Offices that never told anything stand in one line, departments that tell by events each in its own. */
function sourcesSaid(sources: Stated['sources'], lang: 'zh' | 'en'): string[] {
  const zh = lang === 'zh';
  const name = (kind: Stated['sources'][number]['kind']): string => SOURCE_WORDS[kind][zh ? 0 : 1];
  const silent = sources.filter(({ kind, heardAt }) => OutsideKinds.has(kind) && !heardAt).map(({ kind }) => name(kind));
  const said = sources.flatMap(({ kind, heardAt, periods }) => {
    if (!heardAt && OutsideKinds.has(kind)) return [];
    if (!heardAt)
      return [zh ? `${name(kind)}：还没有收到过报送，本清单可能不全` : `${name(kind)}: never heard; this paper may be incomplete`];
    const covered = periods.map(({ from, to }) => (zh ? `${from} 至 ${to}` : `${from} to ${to}`));
    if (covered.length > 0)
      return [zh ? `${name(kind)}：已收到 ${covered.join('、')} 的名单` : `${name(kind)}: lists received for ${covered.join(', ')}`];
    const on = plainDateInShanghai(new Date(heardAt));
    return [zh ? `${name(kind)}：最近一次报送 ${on}` : `${name(kind)}: last heard ${on}`];
  });
  if (silent.length === 0) return said;
  return [
    ...said,
    zh
      ? `还没有收到过名单、本清单可能不全：${silent.join('、')}`
      : `No list was ever received; this paper may be incomplete: ${silent.join(', ')}`,
  ];
}
