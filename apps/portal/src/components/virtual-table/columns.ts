import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** Pixels; a growing column takes what is left over. */
  readonly width: number;
  readonly grow?: boolean;
  readonly align?: 'right';
  readonly render: (row: Row) => ReactNode;
}

export interface EndlessRows<Row> {
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly total?: number | undefined;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
}

export function gridTemplate<Row>(columns: readonly Column<Row>[]): string {
  return columns.map((column) => (column.grow ? `minmax(${column.width}px, 1fr)` : `${column.width}px`)).join(' ');
}
