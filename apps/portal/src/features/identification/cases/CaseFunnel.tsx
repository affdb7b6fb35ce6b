import type { CaseFigures, CaseFilter } from '../../../api/identification/applications.js';
import { Answer } from '../../../components/Answer.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { caseWordMessages } from './case-words.messages.js';
import { casesMessages } from './cases.messages.js';
import { useCaseFigures } from './useCases.js';
import './case-funnel.css';

interface Props {
  readonly filter: CaseFilter;
  readonly onChange: (filter: CaseFilter) => void;
}

/** The steps below each other: how many cases stand at each, how many are late, how many days a case usually stays. A row filters the list. */
export function CaseFunnel({ filter, onChange }: Props) {
  const t = useMessages(casesMessages);
  const query = useCaseFigures(filter.area, filter.kind);
  return (
    <section className="panel" aria-label={t('funnel')}>
      <h2>{t('funnel')}</h2>
      <Answer query={query} rows={6}>
        {(figures) => <Steps figures={figures} filter={filter} onChange={onChange} />}
      </Answer>
    </section>
  );
}

function Steps({ figures, filter, onChange }: Props & { readonly figures: CaseFigures }) {
  const t = useMessages(casesMessages);
  const words = useMessages(caseWordMessages);
  const most = Math.max(1, ...figures.states.map(({ here }) => here));
  const { completed, rejected, withdrawn } = figures.ended;
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
          {figures.states.map((row) => (
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
              <td className="number">{formatCount(row.here)}</td>
              <td aria-hidden className="case-funnel-bar">
                <span style={{ width: `${(row.here / most) * 100}%` }} />
              </td>
              <td className={row.late > 0 ? 'number case-funnel-late' : 'number'}>{row.late > 0 ? formatCount(row.late) : '—'}</td>
              <td className="number case-funnel-wide">{row.longestDays === null ? '—' : t('days', { count: row.longestDays })}</td>
              <td className="number">{row.medianDays === null ? '—' : t('days', { count: row.medianDays })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">{t('ended', { completed, rejected, withdrawn })}</p>
    </>
  );
}
