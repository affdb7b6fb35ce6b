import type { BankFileState } from './bank-file-kinds.js';

export interface ReleaseFacts {
  state: BankFileState;
  enteredBy: string;
  refusedRows: number;
  rowsToBook: number;
  /** Drawings of loans that the asking clerk has approved. */
  approvedRows: readonly number[];
}

export const WITHDRAWN_FROM: readonly BankFileState[] = ['checked', 'stopped'];
export const RECHECKED_FROM: readonly BankFileState[] = ['checked', 'stopped'];

/** What a release still needs, as the page lists it and the command decides it. Pure. */
export function missingForRelease(
  { enteredBy, refusedRows, rowsToBook, approvedRows }: Omit<ReleaseFacts, 'state'>,
  accountId: string,
): { zh: string; en: string }[] {
  return [
    ...(enteredBy === accountId
      ? [{ zh: '这份明细由您上传，须由本行另一名经办人放行', en: 'You have uploaded it: another clerk of your bank releases it' }]
      : []),
    ...(refusedRows > 0
      ? [
          {
            zh: `有 ${refusedRows} 行不能登记，须改正后撤回本份并重新上传`,
            en: `${refusedRows} rows cannot be booked: correct them, withdraw this file, upload it again`,
          },
        ]
      : []),
    ...(refusedRows === 0 && rowsToBook === 0
      ? [{ zh: '没有需要登记的行，全部已经登记过', en: 'Nothing to book: every row is booked already' }]
      : []),
    ...(approvedRows.length > 0
      ? [
          {
            zh: `有 ${approvedRows.length} 笔放款的贷款由您审批，审批人不能放款。没有第三名经办人的，请撤回，把这些行另成一份，由审批人上传、另一人放行`,
            en: `You have approved ${approvedRows.length} of the loans paid out here: the approver does not pay out. Without a third clerk: withdraw it and put these rows into a file of their own, uploaded by who approved and released by the other`,
          },
        ]
      : []),
  ];
}
