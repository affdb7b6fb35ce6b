import type { ReactNode } from 'react';

/** Nothing here, said as a sentence, with what one can do about it. */
export function EmptyState({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div style={{ padding: '28px 16px', textAlign: 'center' }}>
      <p style={{ fontWeight: 600 }}>{title}</p>
      {children ? <div className="soft">{children}</div> : null}
    </div>
  );
}
