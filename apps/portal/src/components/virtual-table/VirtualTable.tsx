import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef, type ReactNode } from 'react';
import { gridTemplate, type Column, type EndlessRows } from './columns.js';
import './virtual-table.css';

interface Props<Row> extends EndlessRows<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
}

const rowHeight = 38;
const ahead = 60;

/** A dense table of any length: only the rows in sight are in the page, the next pages are fetched before the end is reached. */
export function VirtualTable<Row>({ label, columns, rows, rowKey, total, hasMore, isLoadingMore, loadMore }: Props<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 1000, height: 600 },
  });
  const inSight = virtualizer.getVirtualItems();
  const last = inSight.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= rows.length - ahead) loadMore();
  }, [hasMore, isLoadingMore, last, rows.length, loadMore]);
  const template = gridTemplate(columns);
  const narrowest = columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div className="virtual-table" ref={scroller} tabIndex={0} role="region" aria-label={label}>
      <div role="table" aria-label={label} aria-rowcount={(total ?? rows.length) + 1} style={{ minWidth: narrowest }}>
        <div role="rowgroup" className="virtual-table-head">
          <div role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
            {columns.map((column) => (
              <div key={column.key} role="columnheader" className={column.align === 'right' ? 'number' : undefined}>
                {column.title}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="virtual-table-body" style={{ height: virtualizer.getTotalSize() }}>
          {inSight.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return <Row key={rowKey(row)} row={row} columns={columns} template={template} index={item.index} start={item.start} />;
          })}
        </div>
      </div>
    </div>
  );
}

interface RowProps<R> {
  readonly row: R;
  readonly columns: readonly Column<R>[];
  readonly template: string;
  readonly index: number;
  readonly start: number;
}

/** Drawn once while it is in sight: scrolling and arriving pages touch only new rows. */
const Row = memo(function Row<R>({ row, columns, template, index, start }: RowProps<R>) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      style={{ gridTemplateColumns: template, height: rowHeight, transform: `translateY(${start}px)` }}
    >
      {columns.map((column) => (
        <div key={column.key} role="cell" className={column.align === 'right' ? 'number' : undefined}>
          {column.render(row)}
        </div>
      ))}
    </div>
  );
}) as <R>(props: RowProps<R>) => ReactNode;
