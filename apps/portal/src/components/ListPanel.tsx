import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answer } from './Answer.js';
import { EmptyState } from './EmptyState.js';
import { MoreButton } from './MoreButton.js';

interface Props<Row> {
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Row[] }>>;
  readonly title: string;
  readonly empty: string;
  readonly emptyNext: string;
  /** One row, a list item with its key. */
  readonly children: (row: Row) => ReactNode;
}

/** A list read page by page: what went wrong, nothing at all, or the rows one under the other. */
export function ListPanel<Row>({ query, title, empty, emptyNext, children }: Props<Row>) {
  return (
    <section className="panel" aria-label={title}>
      <Answer query={query}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) return <EmptyState title={empty}>{emptyNext}</EmptyState>;
          return <ul className="plain-list divided">{rows.map(children)}</ul>;
        }}
      </Answer>
      <MoreButton query={query} />
    </section>
  );
}
