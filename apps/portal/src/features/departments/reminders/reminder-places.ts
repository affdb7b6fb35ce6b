import type { OwnReminder } from './useReminders.js';

/** The page on which what is due is done. */
export function reminderPlace({ department, subject: { kind, id } }: Pick<OwnReminder, 'department' | 'subject'>): string {
  if (kind === 'application') return `/identification/cases/${id}`;
  if (kind === 'loan') return `/finance/loans/${id}`;
  if (kind === 'payment-batch') return `/finance/payment-batches/${id}`;
  if (kind.startsWith('claims-')) return `/finance/claims?state=${kind.slice('claims-'.length)}`;
  if (kind === 'money-orders') return '/finance/budget';
  if (kind === 'policy') return `/${department}/policies`;
  if (kind === 'objection') return `/${department}/objections/${id}`;
  if (kind === 'notice-posting') return `/${department}/notices/postings/${id}`;
  return `/${department}/notices/${id}`;
}
