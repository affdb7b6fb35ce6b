import type { ReactNode } from 'react';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { ProblemView } from '../../../components/ProblemView.js';

/** As much of an infinite query as a list of records needs. */
interface Found<Row> {
  readonly data: { readonly pages: readonly { readonly items: readonly Row[] }[] } | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly refetch: () => unknown;
  readonly fetchNextPage: () => unknown;
}

interface Props<Row> {
  readonly query: Found<Row>;
  readonly empty: string;
  readonly emptyNext: string;
  readonly children: (rows: readonly Row[]) => ReactNode;
}

/** What a filter has found, page by page: what went wrong, nothing yet, nothing at all, the rows. */
export function FoundRecords<Row>({ query, empty, emptyNext, children }: Props<Row>) {
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={6} /> : null}
      {query.data && rows.length === 0 ? (
        <div className="panel">
          <EmptyState title={empty}>{emptyNext}</EmptyState>
        </div>
      ) : null}
      {rows.length > 0 ? children(rows) : null}
      <MoreButton query={query} />
    </>
  );
}
