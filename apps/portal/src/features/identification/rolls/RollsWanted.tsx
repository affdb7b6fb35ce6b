import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { readRollsWanted } from '../../../api/identification/rolls.js';
import { Answer } from '../../../components/Answer.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { rollMessages } from './rolls.messages.js';

/** Villages whose next meeting has no number to be counted by; each opens the form for it. */
export function RollsWanted() {
  const t = useMessages(rollMessages);
  const areaName = useAreaName();
  const query = useQuery({ queryKey: ['rolls', 'wanted'], queryFn: ({ signal }) => readRollsWanted(signal) });
  return (
    <Answer query={query} rows={2}>
      {({ days, items }) =>
        items.length === 0 ? null : (
          <details className="panel">
            <summary>
              <strong>{t('wanted')}</strong> {items.length}
            </summary>
            <p className="soft">{t('wantedText', { days })}</p>
            <ul className="plain-list divided">
              {items.map(({ villageCode, latestFrom, isWaiting }) => (
                <li key={villageCode} className="row" style={{ justifyContent: 'space-between' }}>
                  <span>
                    <Link to={`/identification/rolls?enter=&village=${villageCode}`}>{areaName(villageCode)}</Link>
                    {latestFrom ? <span className="soft"> {t('wantedOld', { date: latestFrom })}</span> : null}
                  </span>
                  {isWaiting ? (
                    <StatusTag tone="waiting">{t('wantedWaits')}</StatusTag>
                  ) : latestFrom ? null : (
                    <StatusTag tone="stopped">{t('wantedNone')}</StatusTag>
                  )}
                </li>
              ))}
            </ul>
          </details>
        )
      }
    </Answer>
  );
}
