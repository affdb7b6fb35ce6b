import { addressOf, command } from '../request.js';

const base = '/api/finance/v1';

export type UnmatchedBecause = 'otherAmount' | 'otherDay' | 'several' | 'nothingLike';
export interface StatementLine {
  readonly line: number;
  readonly on: string;
  readonly amountFen: number;
  readonly reference: string;
  readonly remark: string;
}
export interface StatementEntry {
  readonly entryId: string;
  readonly number: number;
  readonly on: string;
  readonly amountFen: number;
  readonly text: string;
}
interface Because {
  readonly why: UnmatchedBecause;
  readonly otherDay: string | null;
}
/** The bank's statement of the county's own account beside the ledger; nothing is posted, nothing of it is kept. */
export interface StatementComparison {
  readonly from: string;
  readonly to: string;
  readonly openingFen: number;
  readonly closingFen: number;
  readonly bank: { readonly lines: number; readonly inFen: number; readonly outFen: number };
  readonly book: { readonly entries: number; readonly inFen: number; readonly outFen: number };
  readonly matchedCount: number;
  readonly matched: readonly {
    readonly by: 'reference' | 'file' | 'amountAndDay';
    readonly line: StatementLine;
    readonly entries: readonly StatementEntry[];
    readonly count: number;
  }[];
  readonly atBankOnlyCount: number;
  readonly atBankOnly: readonly (StatementLine & Because)[];
  /** Entries with those that take them back, which the bank never saw. */
  readonly takenBackCount: number;
  readonly inBookOnlyCount: number;
  readonly inBookOnly: readonly (StatementEntry & Because)[];
}
/** As the file must have them, whatever language the page speaks. */
export const statementTitles = {
  ...{ titles: '日期、收入（元）、支出（元）、编号、摘要', total: '合计' },
  ...{ days: '日期、记账日期、交易日期', number: '编号' },
} as const;
export const statementTemplate = addressOf(`${base}/bank-statements/template.xlsx`);
/** What the browser calls a workbook differs; the service looks at the file itself. */
export const compareStatement = ({ from, to }: { readonly from: string; readonly to: string }, file: File, idempotencyKey: string) =>
  command<StatementComparison>('POST', `${base}/bank-statements/compare?${new URLSearchParams({ from, to })}`, {
    body: file,
    idempotencyKey,
    headers: { 'content-type': 'application/octet-stream' },
  });
