import { Alert, Button } from 'antd';
import { useSearchParams } from 'react-router';
import type { AsOf } from '../../../api/identification/households.js';
import { DateField } from '../../../components/DateField.js';
import { useMessages } from '../../../i18n/messages.js';
import { isPast } from './as-of.js';
import { householdMessages } from './household.messages.js';
import './as-of-bar.css';

/** Two dates: what was true on a day, and what the system knew on a day. Both stay in the address. */
export function AsOfBar({ asOf }: { readonly asOf: AsOf }) {
  const t = useMessages(householdMessages);
  const [parameters, setParameters] = useSearchParams();
  const set = (name: keyof AsOf, value: string | undefined) => {
    const next = new URLSearchParams(parameters);
    if (value) next.set(name, value);
    else next.delete(name);
    setParameters(next, { replace: true });
  };
  return (
    <>
      <details className="as-of no-print" open={isPast(asOf)}>
        <summary>{t('asOf')}</summary>
        <div className="as-of-fields">
          <label>
            <span>{t('validOn')}</span>
            <DateField value={asOf.validOn} onChange={(value) => set('validOn', value)} aria-label={t('validOn')} />
          </label>
          <label>
            <span>{t('knownOn')}</span>
            <DateField value={asOf.knownOn} onChange={(value) => set('knownOn', value)} aria-label={t('knownOn')} />
          </label>
        </div>
      </details>
      {isPast(asOf) ? (
        <Alert
          type="warning"
          showIcon
          title={t('asOfNotice')}
          action={<Button onClick={() => setParameters(new URLSearchParams(), { replace: true })}>{t('asOfNow')}</Button>}
        />
      ) : null}
    </>
  );
}
