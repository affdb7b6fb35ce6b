import type { CaseRow } from '../../../api/identification/applications.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { casesMessages } from './cases.messages.js';
import { useToday } from './useCases.js';

/** By when the next step is due, or until when its notice hangs; overdue and due today stand out, in words. */
export function DueTag({ row }: { readonly row: Pick<CaseRow, 'dueOn' | 'noticeLastDay' | 'late'> }) {
  const t = useMessages(casesMessages);
  const today = useToday();
  if (!row.dueOn && row.noticeLastDay)
    return today !== undefined && row.noticeLastDay < today ? (
      <StatusTag tone="waiting">{t('noticeOver', { date: row.noticeLastDay })}</StatusTag>
    ) : (
      <span className="nowrap">{t('noticeUntil', { date: row.noticeLastDay })}</span>
    );
  if (!row.dueOn) return <span className="soft">—</span>;
  if (row.late) return <StatusTag tone="stopped">{t('late', { date: row.dueOn })}</StatusTag>;
  if (row.dueOn === today) return <StatusTag tone="waiting">{t('dueToday')}</StatusTag>;
  return <span className="nowrap">{t('dueOn', { date: row.dueOn })}</span>;
}
