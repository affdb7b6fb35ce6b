import { get, getFile } from '../request.js';

const base = '/api/finance/v1';

export interface LoanStatements {
  readonly items: readonly {
    readonly number: string;
    readonly on: string;
    readonly digest: string;
    readonly printedAt: string;
    readonly byName: string;
    readonly isStillSo: boolean;
  }[];
}
export const printLoanStatement = (id: string, on: string, lang: 'zh' | 'en') =>
  getFile(`${base}/loans/${id}/statement?${new URLSearchParams({ on, lang })}`);
export const readLoanStatements = (id: string, signal?: AbortSignal) => get<LoanStatements>(`${base}/loans/${id}/statements`, {}, signal);
