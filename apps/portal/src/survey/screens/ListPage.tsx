import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { formatInstant } from '../../i18n/format.js';
import { useMessages } from '../../i18n/messages.js';
import { newClientId } from '../device/client-id.js';
import { deviceTime } from '../device/device-time.js';
import { beginFound } from '../device/work.rules.js';
import { keepList, takeList } from '../sending/take-list.js';
import { surveyApi } from '../sending/survey-api.js';
import { surveyMessages } from '../survey.messages.js';
import { useOpened } from '../opened.js';
import { FILTERS, filterOf, readHouseholds, type ListedHousehold } from './listed-households.js';

export function ListPage() {
  const t = useMessages(surveyMessages);
  const navigate = useNavigate();
  const { store, flush } = useOpened();
  const [parameters, setParameters] = useSearchParams();
  const [name, setName] = useState('');
  const [updated, setUpdated] = useState<'updated' | 'updateFailed' | 'busy'>();
  const data = useLiveQuery(async () => ({ kept: await store.round(), households: await readHouseholds(store) }), [store]);
  if (!data) return <p>{t('loading')}</p>;
  const { kept, households } = data;
  const filter = FILTERS.find((known) => known === parameters.get('show')) ?? 'todo';
  const shown = households.filter((household) => filterOf(filter, household) && household.headName.includes(name.trim()));
  const unsent = households.filter((household) => filterOf('unsent', household)).length;

  const update = async (): Promise<void> => {
    if (!kept || updated === 'busy') return;
    setUpdated('busy');
    await flush.send();
    const list = { roundId: kept.round.id, village: kept.villageCode, time: deviceTime, onProgress: () => undefined };
    setUpdated(
      await takeList(surveyApi, list)
        .then((taken) => keepList(store, taken))
        .then(
          () => 'updated' as const,
          () => 'updateFailed' as const,
        ),
    );
  };
  const begin = async (): Promise<void> => {
    if (!kept) return;
    const work = beginFound(newClientId(), newClientId(), kept.villageCode);
    await store.saveWork({ ...work, dirty: true });
    await navigate(`/survey/households/${work.unitId}`);
  };
  return (
    <>
      <h1 className="survey-title">{kept?.round.name ?? t('list')}</h1>
      <p className="survey-soft">{kept ? t('takenAt', { at: formatInstant(kept.takenAt) }) : ''}</p>
      <div className="survey-buttons">
        <button type="button" className="survey-button" disabled={updated === 'busy'} onClick={() => void update()}>
          {updated === 'busy' ? t('loading') : t('update')}
        </button>
        <Link className="survey-button" to="/survey/outbox">
          {unsent > 0 ? t('outboxCount', { count: unsent }) : t('outbox')}
        </Link>
        <button type="button" className="survey-button primary" onClick={() => void begin()}>
          {t('found')}
        </button>
      </div>
      <p role="status" className="survey-soft">
        {updated && updated !== 'busy' ? t(updated) : ''}
      </p>
      <label className="survey-field">
        <span>{t('search')}</span>
        <input type="search" autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <div className="survey-filters" role="group" aria-label={t('list')}>
        {FILTERS.map((value) => (
          <button
            key={value}
            type="button"
            aria-pressed={filter === value}
            onClick={() => setParameters(value === 'todo' ? {} : { show: value }, { replace: true })}
          >
            {t(`filter_${value}`)} {households.filter((household) => filterOf(value, household)).length}
          </button>
        ))}
      </div>
      <ul className="survey-list">
        {shown.map((household) => (
          <li key={household.id}>
            <HouseholdCard household={household} />
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <p>{t('listEmpty')}</p> : null}
    </>
  );
}

function HouseholdCard({ household }: { readonly household: ListedHousehold }) {
  const t = useMessages(surveyMessages);
  const { id, headName, groupName, state, local, visitedByName } = household;
  return (
    <Link to={`/survey/households/${id}`} className="survey-household">
      <span className="survey-household-name">{headName || t('newHousehold')}</span>
      <span className="survey-soft">
        {groupName ?? ''} {visitedByName ? t('visitedBy', { name: visitedByName }) : ''}
      </span>
      <span className="survey-tags">
        <span className={`survey-tag ${state}`}>{t(`state_${state}`)}</span>
        {local ? <span className={`survey-tag local ${local}`}>{t(`local_${local}`)}</span> : null}
      </span>
    </Link>
  );
}
