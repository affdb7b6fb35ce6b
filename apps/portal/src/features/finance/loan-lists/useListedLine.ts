import { useQuery } from '@tanstack/react-query';
import type { AskedLoan } from '../../../api/finance/loans.js';
import { readLoanList, type LoanListLine } from '../../../api/finance/loan-lists.js';
import { useProjectText } from './useProjectText.js';

export interface StartOfLoan {
  readonly lineId?: string;
  readonly fields: Partial<Pick<AskedLoan, 'bankCode' | 'purpose' | 'purposeText' | 'amountFen'>>;
}

export const listLineOf = ({ lineId }: StartOfLoan): { listLineId?: string } => (lineId ? { listLineId: lineId } : {});

/** An application from a line of a joint list: household, bank, purpose and need are there already. */
export function useListedLine(listId: string | null, lineId: string | null) {
  const projectText = useProjectText();
  const query = useQuery({
    queryKey: ['loan-list', listId],
    queryFn: ({ signal }) => readLoanList(listId ?? '', signal),
    enabled: listId !== null,
  });
  const line = query.data?.lines.find(({ id }) => id === lineId);
  return {
    isPending: listId !== null && query.isPending,
    household: line ? householdOf(line) : undefined,
    start: (line && query.data
      ? {
          lineId: line.id,
          fields: {
            ...{ bankCode: query.data.bankCode, purpose: line.purpose, purposeText: projectText(line.project) },
            ...(line.neededFen === null ? {} : { amountFen: line.neededFen }),
          },
        }
      : { fields: {} }) satisfies StartOfLoan,
  };
}

const householdOf = ({ householdId, householdNumber, headName, villageCode }: LoanListLine) => ({
  ...{ id: householdId, number: householdNumber, headName, villageCode },
});
