import type { ReactNode } from 'react';

/** Nothing here, said as a sentence, with what one can do about it. */
export function EmptyState({ title, children }: { readonly title: ReactNode; readonly children?: ReactNode }) {
  return (
    <div style={{ padding: '28px 16px', textAlign: 'center' }}>
      <div style={{ fontWeight: 600 }}>{title}</div>
      {children ? <div className="soft">{children}</div> : null}
    </div>
  );
}
