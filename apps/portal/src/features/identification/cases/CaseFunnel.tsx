import type { CaseFunnel as Funnel } from '../../../api/identification/application-work.js';
import type { CaseFilter, CaseState } from '../../../api/identification/applications.js';
import { Answer } from '../../../components/Answer.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { caseWordMessages } from './case-words.messages.js';
import { casesMessages } from './cases.messages.js';
import { useFunnel } from './useCases.js';
import './case-funnel.css';

interface Props {
  readonly filter: CaseFilter;
  readonly onChange: (filter: CaseFilter) => void;
}

const ends: readonly CaseState[] = ['completed', 'rejected', 'withdrawn'];

/** The steps below each other: how many cases stand at each, how many are late, how many days a case usually stays. A row filters the list. */
export function CaseFunnel({ filter, onChange }: Props) {
  const t = useMessages(casesMessages);
  const isPhone = useIsPhone();
  const query = useFunnel(filter.area, filter.kind);
  const steps = (
    <Answer query={query} rows={6}>
      {(funnel) => <Steps funnel={funnel} filter={filter} onChange={onChange} />}
    </Answer>
  );
  // on a phone the cases come first; the table of all steps opens above them when asked for
  if (isPhone)
    return (
      <details className="panel case-funnel-folded">
        <summary>{t('funnel')}</summary>
        {steps}
      </details>
    );
  return (
    <section className="panel" aria-label={t('funnel')}>
      <h2>{t('funnel')}</h2>
      {steps}
    </section>
  );
}

function Steps({ funnel, filter, onChange }: Props & { readonly funnel: Funnel }) {
  const t = useMessages(casesMessages);
  const words = useMessages(caseWordMessages);
  const open = funnel.states.filter(({ state }) => !ends.includes(state));
  const most = Math.max(1, ...open.map(({ now }) => now));
  const ended = (state: CaseState) => funnel.states.find((row) => row.state === state)?.now ?? 0;
  return (
    <>
      <table className="case-funnel">
        <thead>
          <tr>
            <th scope="col">{t('state')}</th>
            <th scope="col" className="number">
              {t('here')}
            </th>
            <th scope="col" aria-hidden className="case-funnel-bar" />
            <th scope="col" className="number">
              {t('lateCount')}
            </th>
            <th scope="col" className="number case-funnel-wide">
              {t('longest')}
            </th>
            <th scope="col" className="number">
              {t('median')}
            </th>
          </tr>
        </thead>
        <tbody>
          {open.map((row) => (
            <tr key={row.state} className={filter.state === row.state ? 'rule-chosen' : undefined}>
              <th scope="row">
                <button
                  type="button"
                  className="link-button"
                  aria-pressed={filter.state === row.state}
                  onClick={() =>
                    onChange(
                      filter.state === row.state
                        ? { ...filter, state: undefined, open: true }
                        : { ...filter, state: row.state, open: undefined },
                    )
                  }
                >
                  {words(`short_${row.state}`)}
                </button>
              </th>
              <td className="number">{formatCount(row.now)}</td>
              <td aria-hidden className="case-funnel-bar">
                <span style={{ width: `${(row.now / most) * 100}%` }} />
              </td>
              <td className={row.late > 0 ? 'number case-funnel-late' : 'number'}>{row.late > 0 ? formatCount(row.late) : '—'}</td>
              <td className="number case-funnel-wide">
                {row.medianDaysWaiting === null ? '—' : t('days', { count: row.medianDaysWaiting })}
              </td>
              <td className="number">{row.medianDaysPassed === null ? '—' : t('days', { count: row.medianDaysPassed })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">{t('ended', { completed: ended('completed'), rejected: ended('rejected'), withdrawn: ended('withdrawn') })}</p>
    </>
  );
}
