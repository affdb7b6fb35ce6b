import { useSearchParams } from 'react-router';

/** The township or village the page shows, from its address: a way back, and something to send to a colleague. */
export function useBatchArea(): { area: string | undefined; hrefOf: (area: string | undefined) => string } {
  const [parameters] = useSearchParams();
  const area = /^\d{9}(\d{3})?$/.exec(parameters.get('area') ?? '')?.[0];
  return { area, hrefOf: (next) => (next ? `?area=${next}` : '?') };
}
