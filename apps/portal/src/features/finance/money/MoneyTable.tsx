import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly headings: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  readonly foot?: readonly string[];
}

/** First column words, the others amounts; on a phone it is moved sideways within its own frame. */
export function MoneyTable({ label, headings, rows, foot }: Props) {
  return (
    <div style={{ overflowX: 'auto' }} role="region" aria-label={label} tabIndex={0}>
      <table className="plain-table">
        <thead>
          <tr>
            {headings.map((heading, i) => (
              <th key={heading} scope="col" className={i > 0 ? 'number' : undefined}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, i) => (
                <td key={i} className={i > 0 ? 'number nowrap' : 'nowrap'}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot ? (
          <tfoot>
            <tr>
              {foot.map((cell, i) => (
                <td key={i} className={i > 0 ? 'number nowrap' : undefined}>
                  <strong>{cell}</strong>
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}
