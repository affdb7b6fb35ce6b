import { useQuery } from '@tanstack/react-query';
import { readReports } from '../../../../api/identification/screening.js';
import { Answer } from '../../../../components/Answer.js';
import { useMessages } from '../../../../i18n/messages.js';
import { verdictMessages } from './verdict.messages.js';

/** What was reported and by whom; read when it is asked for, because each reading is recorded. */
export function ReportsPanel({ screeningId }: { readonly screeningId: string }) {
  const t = useMessages(verdictMessages);
  const query = useQuery({
    queryKey: ['screening-reports', screeningId],
    queryFn: ({ signal }) => readReports(screeningId, signal),
    gcTime: 0,
  });
  return (
    <section className="form-group" style={{ width: '100%' }} aria-label={t('reports')}>
      <p className="soft">{t('reportsRecorded')}</p>
      <Answer query={query} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t('reportsNone')}</p>
          ) : (
            <ul className="plain-list divided">
              {items.map(({ id, receivedOn, takenBy, doubt, reporter }) => (
                <li key={id}>
                  <p>{doubt}</p>
                  <p className="soft">
                    {t('reportLine', { on: receivedOn, name: takenBy })} ·{' '}
                    {reporter.name ? t('reporter', { name: reporter.name, contact: reporter.contact ?? '' }) : t('reporterUnnamed')}
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
}
