import type { Page } from '../page.js';
import { addressOf, command, commandForFile, get } from '../request.js';

const base = '/api/finance/v1/outside-lists';

export const outsideKinds = [
  ...(['dangerousHouse', 'livingAllowance', 'fiveGuarantee', 'temporaryRelief', 'educationGrant'] as const),
  ...(['disabilityLiving', 'disabilityCare', 'ecological'] as const),
] as const;
export type OutsideKind = (typeof outsideKinds)[number];
export const isOutsideKind = (kind: string): kind is OutsideKind => outsideKinds.some((one) => one === kind);

export const outsideStates = ['proposed', 'released', 'withdrawing', 'superseded', 'withdrawn', 'rejected'] as const;
export type OutsideState = (typeof outsideStates)[number];
export type OutsideStep = 'release' | 'reject' | 'askWithdrawal' | 'withdraw' | 'keep';
interface Other {
  readonly id: string;
  readonly number: number;
}

export interface OutsideList {
  readonly id: string;
  readonly number: number;
  readonly origin: 'hand' | 'list';
  readonly kinds: readonly OutsideKind[];
  readonly office: string;
  readonly document: string;
  readonly from: string;
  readonly to: string;
  readonly declaredCount: number;
  readonly declaredSumFen: number;
  readonly supersedes: Other | null;
  readonly supersededBy: Other | null;
  readonly state: OutsideState;
  readonly enteredByName: string;
  readonly enteredAt: string;
  readonly releasedByName: string | null;
  readonly withdrawalAskedByName: string | null;
  readonly withdrawnByName: string | null;
  readonly reason: string | null;
  readonly byKind: readonly { readonly kind: OutsideKind; readonly rows: number; readonly sumFen: number }[];
  readonly changes: { readonly same: number; readonly changed: number; readonly added: number; readonly gone: number } | null;
  readonly steps: readonly {
    readonly step: OutsideStep;
    readonly reason: 'needed' | 'none';
    readonly missing: readonly { readonly zh: string; readonly en: string }[];
  }[];
  readonly version: number;
}

export interface OutsideLine {
  readonly id: string;
  readonly row: number | null;
  readonly kind: OutsideKind;
  readonly householdId: string;
  readonly householdNumber: string | null;
  readonly headName: string | null;
  readonly personName: string | null;
  readonly villageCode: string;
  readonly amountFen: number;
  readonly on: string;
  readonly change: 'same' | 'changed' | 'added' | null;
  readonly beforeFen: number | null;
}

export interface OutsideDeclared {
  readonly kinds: readonly OutsideKind[];
  readonly office: string;
  readonly document: string;
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly sumFen: number;
  readonly supersedes?: number | null;
}
export interface SingleOutside {
  readonly office: string;
  readonly document: string;
  readonly kind: OutsideKind;
  readonly householdId: string;
  readonly personId?: string;
  readonly amountFen: number;
  readonly on: string;
}

export const listOutside = (state: OutsideState | undefined, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<OutsideList>>(base, { state, cursor }, signal);
export const readOutside = (id: string, signal?: AbortSignal) => get<OutsideList>(`${base}/${id}`, {}, signal);
export const listOutsideLines = (id: string, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<OutsideLine>>(`${base}/${id}/lines`, { cursor }, signal);

/** What the browser calls a workbook differs; the service looks at the file itself. */
const sent = ({ file, kinds, supersedes, ...declared }: OutsideDeclared & { file: File }) => {
  const words = Object.entries(declared).map(([name, value]) => [name, String(value)]);
  const query = new URLSearchParams([['kinds', kinds.join(',')], ...words, ...(supersedes ? [['supersedes', String(supersedes)]] : [])]);
  return { query, body: file, headers: { 'content-type': 'application/octet-stream' } };
};

export function uploadOutside(upload: OutsideDeclared & { file: File }, idempotencyKey: string) {
  const { query, ...options } = sent(upload);
  return command<OutsideList>('POST', `${base}?${query}`, { ...options, idempotencyKey });
}

/** The list that was refused, with what is wrong in every row; nothing of it is kept. */
export function markRefusedOutside(upload: OutsideDeclared & { file: File }, idempotencyKey: string) {
  const { query, ...options } = sent(upload);
  return commandForFile(`${base}/marked.xlsx?${query}`, { ...options, idempotencyKey });
}

export const enterOutside = (benefit: SingleOutside, idempotencyKey: string) =>
  command<OutsideList>('POST', `${base}/single`, { body: benefit, idempotencyKey });
export const takeOutsideStep = (
  { id, version }: Pick<OutsideList, 'id' | 'version'>,
  body: { step: OutsideStep; reason?: string },
  idempotencyKey: string,
) => command<OutsideList>('POST', `${base}/${id}/steps`, { body, ifMatch: version, idempotencyKey });

export const outsideTemplate = addressOf(`${base}/template.xlsx`, {});
/** As the file must have them, whatever language the page speaks. */
export const outsideTitles = '户编号、户主姓名、受益人姓名、补助种类、金额（元）、发放日期';
