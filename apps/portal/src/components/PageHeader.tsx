import type { ReactNode } from 'react';
import { useEffect } from 'react';
import './page-header.css';

interface Props {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
}

export function PageHeader({ title, lead, actions }: Props) {
  useEffect(() => {
    document.title = `${title} · 精准`;
  }, [title]);
  return (
    <header className="page-header">
      <div className="page-header-words">
        <h1 tabIndex={-1}>{title}</h1>
        {lead ? <div className="soft">{lead}</div> : null}
      </div>
      {actions ? <div className="page-header-actions no-print">{actions}</div> : null}
    </header>
  );
}
