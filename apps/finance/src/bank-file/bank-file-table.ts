import { formatYuan, type Fen } from '@jingzhun/domain/money';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import {
  code,
  defineTable,
  idNumber,
  identifier,
  pastDate,
  rowProblem,
  tableTemplate,
  textUpTo,
  whole,
  yuan,
  type ReadRow,
  type RowOf,
} from '@jingzhun/workbooks';
import { BankEntryKinds, PrepaymentEffects, type BankEntryKind } from './bank-file-kinds.js';
import type { BankFileUpload } from './bank-file.dto.js';

/** What a bank's own system writes out daily or monthly; described in docs/integrate/bank-files.md. */
export const BANK_FILE = defineTable(
  { zh: '放款还款明细', en: 'drawings and repayments', needsTotal: true },
  {
    bank: { title: '银行', aliases: ['银行代码', '经办银行', '放款银行'], read: textUpTo(60), required: true },
    contract: { title: '合同编号', aliases: ['借款合同号', '合同号', '贷款合同编号'], read: identifier, required: true },
    idNumber: { title: '借款人身份证号', aliases: ['身份证号', '证件号码', '公民身份号码'], read: idNumber },
    kind: { title: '业务种类', aliases: ['种类', '交易类型', '业务类型'], read: code(BankEntryKinds), required: true },
    on: { title: '日期', aliases: ['交易日期', '发生日期', '记账日期'], read: pastDate, required: true },
    amountFen: { title: '金额（元）', aliases: ['金额', '交易金额（元）', '发生额（元）'], read: yuan, summed: true },
    principalFen: { title: '本金（元）', aliases: ['本金', '其中本金（元）'], read: yuan },
    interestFen: { title: '利息（元）', aliases: ['利息', '其中利息（元）'], read: yuan },
    penaltyFen: { title: '罚息（元）', aliases: ['罚息', '其中罚息（元）'], read: yuan },
    addedPeriods: { title: '展期期数', aliases: ['增加期数'], read: whole(1, 120) },
    effect: { title: '提前还款后', aliases: ['提前还款方式'], read: code(PrepaymentEffects) },
    reference: { title: '银行流水号', aliases: ['流水号', '交易流水号', '业务编号'], read: identifier, required: true },
  },
);
export type BankFileRow = RowOf<typeof BANK_FILE.columns>;
type Read = ReadRow<BankFileRow>;

export const bankFileTemplate = (): Promise<Buffer> => tableTemplate(BANK_FILE);

type Column = keyof typeof BANK_FILE.columns;
export const wrong = (line: number, key: Column, name: string, zh: string, en: string): RefusalProblem =>
  rowProblem(line, { key, title: BANK_FILE.columns[key].title }, `bank-file.${name}`, zh, en);

/** What makes a row no entry at all, whatever the loans are: the file is refused whole. */
export function shapeProblems(rows: readonly Read[], bank: { code: string; nameZh: string }): RefusalProblem[] {
  return rows.flatMap(({ line, row }) => {
    const { kind, amountFen = 0, principalFen, interestFen, penaltyFen = 0, addedPeriods, bank: named } = row;
    const problems: RefusalProblem[] = [];
    if (named.toLowerCase() !== bank.code && named !== bank.nameZh)
      problems.push(
        wrong(
          line,
          'bank',
          'other-bank',
          '不是本行的明细。请核对文件，只上传本行的放款还款明细。',
          'names another bank; upload the file of your own bank only.',
        ),
      );
    if (kind === 'extension') {
      if (addedPeriods === undefined)
        problems.push(wrong(line, 'addedPeriods', 'periods-missing', '展期须填写展期期数。', 'an extension needs its periods.'));
      if (amountFen + (principalFen ?? 0) + (interestFen ?? 0) + penaltyFen > 0)
        problems.push(
          wrong(
            line,
            'amountFen',
            'extension-with-amount',
            '展期没有收付金额，请留空。',
            'no money moves with an extension; leave it empty.',
          ),
        );
      return problems;
    }
    if (amountFen === 0) problems.push(wrong(line, 'amountFen', 'nothing', '没有填写金额，或金额为零。', 'no amount, or nought.'));
    if (addedPeriods !== undefined)
      problems.push(
        wrong(line, 'addedPeriods', 'periods-unasked', '只有展期填写期数，请留空。', 'only an extension has periods; leave it empty.'),
      );
    if ((principalFen === undefined) !== (interestFen === undefined) || (principalFen === undefined && penaltyFen > 0))
      problems.push(
        wrong(line, 'interestFen', 'half-a-split', '本金和利息须同时填写，或同时留空。', 'give principal and interest, or neither.'),
      );
    else if (principalFen !== undefined && principalFen + (interestFen ?? 0) + penaltyFen !== amountFen)
      problems.push(
        wrong(
          line,
          'amountFen',
          'does-not-add-up',
          '本金、利息与罚息之和不等于金额，请核对。',
          'principal, interest and penalty are not the amount.',
        ),
      );
    else if (kind === 'drawing' && (interestFen ?? 0) + penaltyFen > 0)
      problems.push(
        wrong(line, 'interestFen', 'drawing-with-interest', '放款没有利息，请核对业务种类。', 'a drawing has no interest; check the kind.'),
      );
    return problems;
  });
}

export interface KindTotal {
  kind: BankEntryKind;
  rows: number;
  sumFen: number;
}

export const totalsOf = (rows: readonly { kind: BankEntryKind; amountFen?: number | undefined }[]): KindTotal[] =>
  BankEntryKinds.codes.map((kind) => {
    const ofKind = rows.filter((row) => row.kind === kind);
    return { kind, rows: ofKind.length, sumFen: ofKind.reduce((sum, { amountFen = 0 }) => sum + amountFen, 0) };
  });

/** What the bank's cover says is what the file holds, kind by kind. */
export function declaredProblems(rows: readonly Read[], declared: BankFileUpload): RefusalProblem[] {
  const said: Readonly<Record<BankEntryKind, readonly [number, number]>> = {
    drawing: [declared.drawings, declared.drawingsFen],
    repayment: [declared.repayments, declared.repaymentsFen],
    prepayment: [declared.prepayments, declared.prepaymentsFen],
    extension: [declared.extensions, 0],
  };
  return totalsOf(rows.map(({ row }) => row)).flatMap(({ kind, rows: count, sumFen }) => {
    const [declaredCount, declaredFen] = said[kind];
    if (count === declaredCount && sumFen === declaredFen) return [];
    const { zh, en } = BankEntryKinds.get(kind);
    const [inFile, onCover] = [formatYuan(sumFen as Fen), formatYuan(declaredFen as Fen)];
    return [
      {
        ...{ pointer: `/${kind}`, code: 'bank-file.total-differs' },
        zh: `${zh}：文件 ${count} 笔 ${inFile} 元，申报 ${declaredCount} 笔 ${onCover} 元。`,
        en: `${en}: the file has ${count} of ${inFile} yuan, ${declaredCount} of ${onCover} were declared.`,
      },
    ];
  });
}
