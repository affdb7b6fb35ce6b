import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import type { EndlessRows } from './columns.js';
import './virtual-table.css';

interface Props<Row> extends EndlessRows<Row> {
  readonly label: string;
  readonly estimatedHeight: number;
  readonly render: (row: Row) => ReactNode;
}

/** The same list on a phone: cards that scroll with the page. */
export function VirtualCards<Row>({ label, rows, rowKey, hasMore, isLoadingMore, loadMore, estimatedHeight, render }: Props<Row>) {
  const list = useRef<HTMLUListElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => setOffset(list.current?.offsetTop ?? 0), []);
  const virtualizer = useWindowVirtualizer({ count: rows.length, estimateSize: () => estimatedHeight, overscan: 6, scrollMargin: offset });
  const inSight = virtualizer.getVirtualItems();
  const last = inSight.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= rows.length - 20) loadMore();
  }, [hasMore, isLoadingMore, last, rows.length, loadMore]);
  return (
    <ul ref={list} className="plain-list virtual-cards" aria-label={label} style={{ height: virtualizer.getTotalSize() }}>
      {inSight.map((item) => {
        const row = rows[item.index];
        if (row === undefined) return null;
        return (
          <li
            key={rowKey(row)}
            ref={virtualizer.measureElement}
            data-index={item.index}
            aria-setsize={rows.length}
            aria-posinset={item.index + 1}
            style={{ transform: `translateY(${item.start - virtualizer.options.scrollMargin}px)` }}
          >
            {render(row)}
          </li>
        );
      })}
    </ul>
  );
}
