import { useSearchParams } from 'react-router';
import type { RecordFilter } from './RecordFilters.js';

/** The filter stands in the address, without names; what is not known there is not asked. */
export function useAddressFilter<Filter extends object>(
  parse: (parameters: URLSearchParams) => Filter,
): [filter: Filter, change: (next: Filter) => void] {
  const [parameters, setParameters] = useSearchParams();
  const change = (next: Filter): void =>
    setParameters(Object.fromEntries(Object.entries(next).filter((entry): entry is [string, string] => Boolean(entry[1]))), {
      replace: true,
    });
  return [parse(parameters), change];
}

export const recordFilterOf = <State extends string>(parameters: URLSearchParams, states: readonly State[]): RecordFilter<State> => ({
  state: states.find((known) => known === parameters.get('state')),
  area: /^\d{6}(\d{3}){0,2}$/.exec(parameters.get('area') ?? '')?.[0],
  waiting: parameters.get('waiting') === 'me' ? 'me' : undefined,
});
