import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Answer } from './Answer.js';
import { EmptyState } from './EmptyState.js';
import { PageHeader } from './PageHeader.js';

interface Props<Row> {
  readonly title: string;
  readonly lead: string;
  /** The deed that adds to the list; absent where the account may not. */
  readonly action?: { readonly text: string; readonly onPress: () => void } | undefined;
  readonly query: UseQueryResult<{ readonly items: readonly Row[] }>;
  readonly empty: string;
  readonly emptyNext: string;
  /** Between the heading and the list. */
  readonly above?: ReactNode;
  /** One row, a list item with its key. */
  readonly children: (row: Row, all: readonly Row[]) => ReactNode;
}

/** A list that comes whole: its heading with the one deed, what went wrong, nothing at all, or the rows one under the other. */
export function ListPage<Row>({ title, lead, action, query, empty, emptyNext, above, children }: Props<Row>) {
  return (
    <>
      <PageHeader
        title={title}
        lead={lead}
        actions={
          action ? (
            <Button type="primary" onClick={action.onPress}>
              {action.text}
            </Button>
          ) : null
        }
      />
      {above}
      <section className="panel" aria-label={title}>
        <Answer query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={empty}>{emptyNext}</EmptyState>
            ) : (
              <ul className="plain-list divided">{items.map((row) => children(row, items))}</ul>
            )
          }
        </Answer>
      </section>
    </>
  );
}
