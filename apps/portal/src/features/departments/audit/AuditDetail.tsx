import { Drawer } from 'antd';
import { Link } from 'react-router';
import type { AuditEntry } from '../../../api/department/audit.js';
import { Facts } from '../../../components/Facts.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { actionText } from './audit-actions.js';
import { auditMessages } from './audit.messages.js';
import { useObjectWords } from './useObjectWords.js';

/** All that was written down, ids among it: what an examination copies into its file. */
export function AuditDetail({ entry, onClose }: { readonly entry: AuditEntry | undefined; readonly onClose: () => void }) {
  const t = useMessages(auditMessages);
  return (
    <Drawer
      open={entry !== undefined}
      onClose={onClose}
      size={520}
      title={t('detail')}
      closable={{ 'aria-label': t('closeDetail') }}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {entry ? <Written entry={entry} /> : null}
    </Drawer>
  );
}

function Written({ entry }: { readonly entry: AuditEntry }) {
  const t = useMessages(auditMessages);
  const language = useLanguage();
  const may = useMay();
  const wordsOf = useObjectWords();
  const { account, objectType, objectId } = entry;
  const object =
    objectType === 'household' && objectId && may('household.read') ? (
      <Link to={`/identification/households/${objectId}`}>{wordsOf(entry)}</Link>
    ) : (
      wordsOf(entry)
    );
  const code = (text: string | null) => (text ? <code className="audit-code">{text}</code> : null);
  return (
    <Facts
      items={[
        { label: t('position'), value: entry.position },
        { label: t('when'), value: formatInstant(entry.occurredAt) },
        { label: t('who'), value: account?.name ?? t('system') },
        ...(account ? [{ label: t('area'), value: account.area }] : []),
        { label: t('action'), value: `${actionText(entry.action, language)}（${entry.action}）` },
        { label: t('object'), value: object },
        { label: t('objectId'), value: code(objectId) },
        { label: t('purpose'), value: entry.purpose },
        { label: t('result'), value: t(`result_${entry.result}`) },
        ...Object.entries(entry.detail).map(([name, value]) => ({
          label: name,
          value: typeof value === 'string' ? value : JSON.stringify(value),
        })),
        { label: t('address'), value: entry.ip },
        { label: t('requestId'), value: code(entry.requestId) },
        { label: t('entryId'), value: code(entry.id) },
      ]}
    />
  );
}
