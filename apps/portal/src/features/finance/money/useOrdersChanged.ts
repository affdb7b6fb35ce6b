import { useQueryClient } from '@tanstack/react-query';

/** What an order that is decided may change. */
const CHANGED = [
  ...['money-orders', 'lender-banks', 'funds', 'commitments', 'interest-claim-lines'],
  ...['budget-years', 'trial-balance', 'entries', 'batch', 'payments'],
];

export function useOrdersChanged(): () => void {
  const client = useQueryClient();
  return () => {
    for (const key of CHANGED) void client.invalidateQueries({ queryKey: [key] });
  };
}
