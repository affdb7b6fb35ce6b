import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { listConflicts } from '../../../api/identification/surveys.js';
import { Answer } from '../../../components/Answer.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { WhoDecides } from '../survey/WhoDecides.js';
import { surveyConflictMessages } from '../survey/survey-conflicts.messages.js';
import { surveyDeciderMessages } from '../survey/survey-deciders.messages.js';

/** Conflicts of surveys that waited too long, whoever has to decide them. */
export function LateConflicts() {
  const t = useMessages(surveyDeciderMessages);
  const words = useMessages(surveyConflictMessages);
  const areaName = useAreaName();
  const query = useQuery({
    queryKey: ['survey-conflicts', 'late'],
    queryFn: ({ signal }) => listConflicts({ state: 'open', late: true }, undefined, signal),
  });
  return (
    <section className="panel" aria-label={t('lateTitle')}>
      <h2>{t('lateTitle')}</h2>
      <Answer query={query} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t('lateNone')}</p>
          ) : (
            <ul className="plain-list divided">
              {items.map((conflict) => (
                <li key={conflict.id}>
                  <Link to={`/identification/survey-conflicts/${conflict.id}`}>{conflict.headName || words('newlyFound')}</Link>{' '}
                  {areaName(conflict.villageCode)} · {conflict.roundName}
                  <WhoDecides conflict={conflict} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
}
