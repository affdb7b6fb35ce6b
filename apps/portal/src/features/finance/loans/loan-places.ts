/** Addresses hold opaque ids only. */
export const loansPlace = '/finance/loans';
export const loanPlace = (id: string): string => `${loansPlace}/${id}`;
export const newLoanPlace = `${loansPlace}/new`;
export const lenderBanksPlace = '/finance/lender-banks';
