import './status-tag.css';

export type Tone = 'quiet' | 'waiting' | 'done' | 'stopped';

/** State in words; the outline differs too, so that it reads in grey. */
export function StatusTag({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return <span className={`status-tag status-${tone}`}>{children}</span>;
}
