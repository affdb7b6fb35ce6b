/** Addresses hold codes and opaque ids only. */
export const fundPlace = (code: string): string => `/finance/budget?fund=${code}`;

export type CommitmentState = 'open' | 'spent' | 'released';
export const commitmentsPlace = (code: string, { allotment, state }: { allotment?: string; state?: CommitmentState } = {}): string =>
  `/finance/budget/commitments?${new URLSearchParams({ fund: code, ...(allotment ? { allotment } : {}), ...(state ? { state } : {}) }).toString()}`;
/** What came into the fund and went out of it, in the book. */
export const fundEntriesPlace = (code: string): string => `/finance/ledger/entries?account=fund/${code}`;
export const causeEntriesPlace = (causeId: string): string => `/finance/ledger/entries?cause=${causeId}`;
