import type { AuditEntry } from '../../../api/department/audit.js';
import { useMessages } from '../../../i18n/messages.js';
import { auditMessages } from './audit.messages.js';

/** What an entry is about: the kind and how the office calls it. */
export function useObjectWords(): (entry: Pick<AuditEntry, 'objectType' | 'objectNumber'>) => string {
  const t = useMessages(auditMessages);
  return ({ objectType, objectNumber }) => {
    if (!objectType) return '—';
    const key = `object_${objectType.replace(/[.-]/g, '_')}`;
    const kind = key in auditMessages.zh ? t(key as 'object_household') : objectType;
    return objectNumber ? `${kind} ${objectNumber}` : kind;
  };
}
