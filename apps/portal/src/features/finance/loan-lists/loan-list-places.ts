export const loanListsPlace = '/finance/loan-lists';
export const loanListPlace = (id: string): string => `${loanListsPlace}/${id}`;
export const newLoanListPlace = `${loanListsPlace}/new`;
export const loanFromLinePlace = (listId: string, lineId: string): string =>
  `/finance/loans/new?${new URLSearchParams({ list: listId, line: lineId })}`;
