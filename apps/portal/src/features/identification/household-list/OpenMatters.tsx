import type { HouseholdRow } from '../../../api/identification/households.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { householdListMessages } from './household-list.messages.js';

export function OpenMatters({ row }: { readonly row: HouseholdRow }) {
  const t = useMessages(householdListMessages);
  if (row.openFindings === 0 && row.pendingCorrections === 0 && !row.registeredElsewhere) return null;
  return (
    <span style={{ display: 'inline-flex', gap: 4 }}>
      {row.pendingCorrections > 0 ? <StatusTag tone="waiting">{t('corrections', { count: row.pendingCorrections })}</StatusTag> : null}
      {row.openFindings > 0 ? <StatusTag tone="quiet">{t('findings', { count: row.openFindings })}</StatusTag> : null}
      {row.registeredElsewhere ? <StatusTag tone="stopped">{t('elsewhere')}</StatusTag> : null}
    </span>
  );
}
