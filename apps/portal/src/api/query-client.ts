import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.js';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      // A refusal stays a refusal; only an outage is worth a second try.
      retry: (failures, error) => error instanceof Problem && error.isOutage && failures < 1,
      retryDelay: 600,
    },
    mutations: { retry: false },
  },
});
