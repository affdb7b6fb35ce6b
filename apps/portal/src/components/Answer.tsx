import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from './Loading.js';
import { ProblemView } from './ProblemView.js';

interface Props<T> {
  readonly query: UseQueryResult<T>;
  readonly rows?: number;
  /** Said below a refusal or outage: what still works. */
  readonly meanwhile?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** The designed states of one question: reading, refused or down, answered. Old data stay on screen while new ones are read. */
export function Answer<T>({ query, rows, meanwhile, children }: Props<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) {
    return (
      <ProblemView error={query.error} onRetry={() => void query.refetch()}>
        {meanwhile}
      </ProblemView>
    );
  }
  return <Loading {...(rows ? { rows } : {})} />;
}
