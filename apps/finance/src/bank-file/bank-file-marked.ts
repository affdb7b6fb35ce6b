import { writeXlsx, type CellValue } from 'hucre';
import { formatYuan, plainYuan, type Fen } from '@jingzhun/domain/money';
import { REASON_TITLE } from '@jingzhun/workbooks';
import { BANK_FILE } from './bank-file-table.js';
import { BankEntryKinds, PrepaymentEffects } from './bank-file-kinds.js';
import type { BankFile, BankFileLine } from './bank-file.dto.js';
import type { Difference, DifferenceCause } from './difference.rules.js';

const yuan = (fen: number | null): string => (fen === null ? '' : plainYuan(fen as Fen));

const CAUSES: Readonly<Record<DifferenceCause, string>> = {
  allPrincipal: '银行全部记为本金',
  allInterest: '银行全部记为利息',
  dayCount: '计息天数算法不同',
  rounding: '尾数取舍不同',
  rateChanges: '银行未计利率调整',
  extensions: '银行未计展期',
  prepayments: '银行未计此前的提前还款',
  unexplained: '原因不明，请与银行核对',
  penalty: '罚息与本系统不同',
  penaltyInInterest: '银行把罚息计入利息',
  early: '其中未到期的部分按提前还款登记',
  nothingEarly: '全部用于已到期的本息，没有提前部分',
  sameDayAmount: '同日同额已登记一笔，可能重复',
  countyConsents: '展期已由银行两人提出和复核，县财政审批人员同意后生效，此前按原合同计算',
  changeWaits: '此前有一项合同变更等待同意，暂按原合同登记；同意后自约定之日起生效，本笔按新合同重新分配本金利息',
  closedMonth: '所在月份已结账，记入下一个月，保留实际日期',
};

export const differenceText = ({ cause, fen }: Difference): string =>
  fen === 0 ? CAUSES[cause] : `${CAUSES[cause]}（${formatYuan(fen as Fen)}元）`;

function resultText({ result, problem, parts, ourPrincipalFen, ourInterestFen, ourPenaltyFen, standing }: BankFileLine): string {
  switch (result) {
    case 'refused':
      return `不能登记：${problem?.zh ?? ''}`;
    case 'already':
      return '已登记过，不再登记';
    case 'waiting':
      return '等待核对';
    case 'book':
      return standing === 'booked' ? '已登记' : '可以登记';
    case 'differs':
      return `${standing === 'booked' ? '已登记' : '可以登记'}，按本系统本金 ${yuan(ourPrincipalFen)} 元、利息 ${yuan(ourInterestFen)} 元${ourPenaltyFen ? `、罚息 ${yuan(ourPenaltyFen)} 元` : ''}；${parts.map(differenceText).join('；')}`;
  }
}

const repays = ({ kind }: BankFileLine): boolean => kind === 'repayment' || kind === 'prepayment';

/** The file again with what was found in every row, to be corrected and uploaded as it is. ID numbers are not kept, so not given back. */
export async function markedBankFile(file: BankFile, lines: readonly BankFileLine[]): Promise<Buffer> {
  const titles = [...BANK_FILE.titled.map(({ title }) => title), REASON_TITLE];
  const rows = lines.map((line): CellValue[] => [
    ...[file.bankNameZh, line.contract, '', BankEntryKinds.text(line.kind), line.on, line.kind === 'extension' ? '' : yuan(line.amountFen)],
    ...[
      yuan(line.principalFen),
      yuan(line.interestFen),
      yuan(line.penaltyFen),
      line.addedPeriods === null ? '' : String(line.addedPeriods),
      repays(line) ? PrepaymentEffects.text(line.effect) : '',
      line.reference,
    ],
    resultText(line),
  ]);
  const sum = lines.reduce((total, { amountFen }) => total + amountFen, 0);
  const total = ['合计', '', '', '', '', yuan(sum)];
  return Buffer.from(
    await writeXlsx({
      sheets: [
        {
          name: BANK_FILE.zh,
          rows: [titles, ...rows, total],
          columns: titles.map((title) => ({ width: title === REASON_TITLE ? 80 : 18, style: { numFmt: '@' } })),
          freezePane: { rows: 1 },
        },
      ],
    }),
  );
}
