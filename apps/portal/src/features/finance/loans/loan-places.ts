/** Addresses hold opaque ids only. */
export const loansPlace = '/finance/loans';
export const loanPlace = (id: string): string => `${loansPlace}/${id}`;
export const newLoanPlace = `${loansPlace}/new`;
export const lenderBanksPlace = '/finance/lender-banks';
/** The loans behind a figure of a bank. */
export const loansOf = (bank: string, bucket?: number): string =>
  `${loansPlace}?${new URLSearchParams({ bank, ...(bucket === undefined ? {} : { bucket: String(bucket) }) })}`;
