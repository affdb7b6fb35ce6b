import type { Page } from '../page.js';
import { addressOf, command, commandForFile, get } from '../request.js';

const base = '/api/finance/v1/bank-files';

export const bankEntryKinds = ['drawing', 'repayment', 'prepayment', 'extension'] as const;
export type BankEntryKind = (typeof bankEntryKinds)[number];
export const rowResults = ['waiting', 'book', 'differs', 'already', 'refused'] as const;
export type RowResult = (typeof rowResults)[number];
export type BankFileState = 'checking' | 'checked' | 'releasing' | 'stopped' | 'booked' | 'withdrawn';
export type DifferenceCause =
  | ('allPrincipal' | 'allInterest' | 'dayCount' | 'rounding' | 'rateChanges' | 'extensions' | 'prepayments' | 'unexplained')
  | ('penalty' | 'penaltyInInterest' | 'early' | 'nothingEarly' | 'sameDayAmount' | 'closedMonth' | 'countyConsents' | 'changeWaits');

export interface KindTotal {
  readonly kind: BankEntryKind;
  readonly rows: number;
  readonly sumFen: number;
}
export interface Possible {
  readonly possible: boolean;
  readonly missing: readonly { readonly zh: string; readonly en: string }[];
}

export interface BankFile {
  readonly id: string;
  readonly number: number;
  readonly bankCode: string;
  readonly bankNameZh: string;
  readonly bankNameEn: string;
  readonly state: BankFileState;
  readonly rows: number;
  readonly from: string;
  readonly to: string;
  readonly declared: readonly KindTotal[];
  readonly results: Readonly<Record<RowResult, number>>;
  readonly booked: readonly KindTotal[];
  readonly enteredByName: string;
  readonly enteredAt: string;
  readonly releasedByName: string | null;
  readonly withdrawnByName: string | null;
  readonly reason: string | null;
  readonly version: number;
  readonly release: Possible;
  readonly withdraw: Possible;
  readonly recheck: Possible;
}

export interface BankFileLine {
  readonly id: string;
  readonly row: number;
  readonly contract: string;
  readonly kind: BankEntryKind;
  readonly on: string;
  readonly amountFen: number;
  readonly principalFen: number | null;
  readonly interestFen: number | null;
  readonly penaltyFen: number | null;
  readonly addedPeriods: number | null;
  readonly effect: 'fewerInstalments' | 'smallerInstalments';
  readonly reference: string;
  readonly loan: { readonly id: string; readonly number: number; readonly state: string; readonly householdNumber: string } | null;
  readonly result: RowResult;
  readonly ourPrincipalFen: number | null;
  readonly ourInterestFen: number | null;
  readonly ourPenaltyFen: number | null;
  readonly parts: readonly { readonly cause: DifferenceCause; readonly fen: number }[];
  readonly problem: { readonly code: string; readonly zh: string; readonly en: string } | null;
  readonly standing: 'proposed' | 'booked' | 'ended';
}

/** Counts and sums of the bank's own summary, kind by kind. */
export interface BankFileDeclared {
  readonly drawings?: number | null;
  readonly drawingsFen?: number | null;
  readonly repayments?: number | null;
  readonly repaymentsFen?: number | null;
  readonly prepayments?: number | null;
  readonly prepaymentsFen?: number | null;
  readonly extensions?: number | null;
}

export const listBankFiles = (signal?: AbortSignal) => get<{ items: readonly BankFile[] }>(base, {}, signal);
export const readBankFile = (id: string, signal?: AbortSignal) => get<BankFile>(`${base}/${id}`, {}, signal);
export const listBankFileRows = (id: string, result: RowResult | undefined, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<BankFileLine>>(`${base}/${id}/rows`, { result, cursor }, signal);

/** What the browser calls a workbook differs; the service looks at the file itself. */
const sent = ({ file, ...declared }: BankFileDeclared & { file: File }) => {
  const said = Object.entries(declared).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  const query = new URLSearchParams(said.map(([name, value]): [string, string] => [name, String(value)]));
  return { query, body: file, headers: { 'content-type': 'application/octet-stream' } };
};

export function uploadBankFile(upload: BankFileDeclared & { file: File }, idempotencyKey: string) {
  const { query, ...options } = sent(upload);
  return command<BankFile>('POST', `${base}?${query}`, { ...options, idempotencyKey });
}

/** The file that was refused, with what is wrong in every row; nothing of it is kept. */
export function markRefusedBankFile(upload: BankFileDeclared & { file: File }, idempotencyKey: string) {
  const { query, ...options } = sent(upload);
  return commandForFile(`${base}/marked.xlsx?${query}`, { ...options, idempotencyKey });
}

type Versioned = Pick<BankFile, 'id' | 'version'>;
const step =
  (name: 'release' | 'recheck') =>
  ({ id, version }: Versioned, idempotencyKey: string) =>
    command<BankFile>('POST', `${base}/${id}/${name}`, { body: {}, ifMatch: version, idempotencyKey });
export const releaseBankFile = step('release');
export const recheckBankFile = step('recheck');
export const withdrawBankFile = ({ id, version }: Versioned, reason: string, idempotencyKey: string) =>
  command<BankFile>('POST', `${base}/${id}/withdraw`, { body: { reason }, ifMatch: version, idempotencyKey });

export const bankFileTemplate = addressOf(`${base}/template.xlsx`, {});
export const markedBankFile = (id: string): string => addressOf(`${base}/${id}/marked.xlsx`, {});
/** As the file must have them, whatever language the page speaks. */
export const bankFileTitles =
  '银行、合同编号、借款人身份证号、业务种类、日期、金额（元）、本金（元）、利息（元）、罚息（元）、展期期数、提前还款后、银行流水号';
