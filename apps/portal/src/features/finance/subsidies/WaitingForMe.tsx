import { Button } from 'antd';
import { Link } from 'react-router';
import type { SubsidyFilter } from '../../../api/finance/subsidies.js';
import { Answer } from '../../../components/Answer.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { roundPlace, togetherPlace } from './subsidy-places.js';
import { subsidyWordMessages } from './subsidy-words.messages.js';
import { subsidiesMessages } from './subsidies.messages.js';
import { useSubsidyWork } from './useSubsidies.js';

interface Props {
  readonly filter: SubsidyFilter;
  readonly onChange: (filter: SubsidyFilter) => void;
}

/** The own office's queue: how many wait, for which step; one press shows them. */
export function WaitingForMe({ filter, onChange }: Props) {
  const t = useMessages(subsidiesMessages);
  const words = useMessages(subsidyWordMessages);
  const query = useSubsidyWork();
  return (
    <section className="panel no-print" aria-label={t('waiting')}>
      <h2>{t('waiting')}</h2>
      <Answer query={query} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{t('nothingWaits')}</p>
          ) : (
            <ul className="plain-list row">
              {items.map(({ state, step, count, amountFen }) => (
                <li key={state} className="row">
                  {state === 'accepted' ? (
                    <Link to={roundPlace}>
                      <Button>
                        {words(`state_${state}`)} {formatCount(count)}
                      </Button>
                    </Link>
                  ) : (
                    <Button
                      aria-pressed={filter.state === state}
                      type={filter.state === state ? 'primary' : 'default'}
                      onClick={() => onChange({ ...filter, state: filter.state === state ? undefined : state })}
                    >
                      {words(`state_${state}`)} {formatCount(count)}
                      {amountFen > 0 ? ` · ${words('yuan', { amount: formatYuan(amountFen) })}` : ''}
                    </Button>
                  )}
                  {(step === 'check' || step === 'approve') && count > 1 ? (
                    <Link to={togetherPlace(step)}>{t(`together_${step}`)}</Link>
                  ) : null}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
}
