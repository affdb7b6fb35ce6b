/** Addresses hold opaque ids only. */
export const loansPlace = '/finance/loans';
export const loanPlace = (id: string): string => `${loansPlace}/${id}`;
export const newLoanPlace = `${loansPlace}/new`;
export const lenderBanksPlace = '/finance/lender-banks';
/** The loans of a bank in one state. */
export const loansIn = (bank: string, state: string): string => `${loansPlace}?${new URLSearchParams({ bank, state })}`;
/** The loans behind a figure of a bank. */
export const loansOf = (bank: string, bucket?: number): string =>
  `${loansPlace}?${new URLSearchParams({ bank, ...(bucket === undefined ? {} : { bucket: String(bucket) }) })}`;
