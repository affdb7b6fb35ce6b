import { useQuery } from '@tanstack/react-query';
import { listFunds } from '../../../api/finance/money.js';

/** Funds of the budget that may become a deposit at a lender bank. */
export const useRiskFunds = () =>
  useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => listFunds(signal) }).data?.items.filter(
    ({ purpose }) => purpose === 'riskFund',
  ) ?? [];
