import { Button, Table } from 'antd';
import { useState } from 'react';
import type { AuditEntry } from '../../../api/department/audit.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { actionText } from './audit-actions.js';
import { auditMessages } from './audit.messages.js';
import { AuditDetail } from './AuditDetail.js';
import { useObjectWords } from './useObjectWords.js';
import './audit.css';

/** Each line in the words of the office; everything that was written down stands behind it. */
export function AuditEntries({ items }: { readonly items: readonly AuditEntry[] }) {
  const t = useMessages(auditMessages);
  const isPhone = useIsPhone();
  const language = useLanguage();
  const wordsOf = useObjectWords();
  const [open, setOpen] = useState<AuditEntry>();
  const action = (entry: AuditEntry) => (
    <Button type="link" className="audit-action" onClick={() => setOpen(entry)}>
      {actionText(entry.action, language)}
    </Button>
  );
  return (
    <>
      {isPhone ? (
        <ul className="plain-list divided">
          {items.map((entry) => (
            <li key={entry.id}>
              <div className="row" style={{ justifyContent: 'space-between' }}>
                {action(entry)}
                <span>{t(`result_${entry.result}`)}</span>
              </div>
              <p>
                {entry.account?.name ?? t('system')} · {wordsOf(entry)}
              </p>
              {entry.purpose ? <p>{entry.purpose}</p> : null}
              <p className="soft">{formatInstant(entry.occurredAt)}</p>
            </li>
          ))}
        </ul>
      ) : (
        <Table<AuditEntry>
          size="small"
          pagination={false}
          rowKey="id"
          dataSource={[...items]}
          columns={[
            { title: t('position'), width: 80, align: 'right', render: (_: unknown, entry) => entry.position ?? '—' },
            {
              title: t('when'),
              width: 150,
              render: (_: unknown, entry) => <span className="nowrap">{formatInstant(entry.occurredAt)}</span>,
            },
            { title: t('who'), width: 150, render: (_: unknown, entry) => entry.account?.name ?? t('system') },
            { title: t('action'), width: 180, render: (_: unknown, entry) => action(entry) },
            { title: t('object'), width: 220, render: (_: unknown, entry) => wordsOf(entry) },
            { title: t('purpose'), render: (_: unknown, entry) => entry.purpose ?? '' },
            { title: t('result'), width: 90, render: (_: unknown, entry) => t(`result_${entry.result}`) },
          ]}
        />
      )}
      <AuditDetail entry={open} onClose={() => setOpen(undefined)} />
    </>
  );
}
