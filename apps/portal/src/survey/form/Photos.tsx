import { useMessages } from '../../i18n/messages.js';
import { withParts, type Work } from '../device/work.rules.js';
import type { SurveyStore } from '../device/survey-store.js';
import { surveyMessages } from '../survey.messages.js';
import type { PhotoPurpose } from '../types.js';
import { PhotoButton } from './PhotoButton.js';
import { PhotoLine } from './PhotoLine.js';

interface Props {
  readonly store: SurveyStore;
  readonly work: Work;
  readonly change: (next: (work: Work) => Work) => void;
  readonly maxEdge: number;
}

const purposes: readonly PhotoPurpose[] = ['house', 'document', 'other'];

export function Photos({ store, work, change, maxEdge }: Props) {
  const t = useMessages(surveyMessages);
  return (
    <div>
      <h2>{t('photos')}</h2>
      <ul className="survey-photos">
        {work.photos
          .filter(({ purpose }) => purpose !== 'signature')
          .map(({ id, purpose }) => (
            <li key={id}>
              <PhotoLine
                store={store}
                id={id}
                label={t(`photo_${purpose}`)}
                onRemove={() => change((now) => withParts(now, { photos: now.photos.filter((photo) => photo.id !== id) }))}
              />
            </li>
          ))}
      </ul>
      <div className="survey-buttons">
        {purposes.map((purpose) => (
          <PhotoButton
            key={purpose}
            store={store}
            work={work}
            maxEdge={maxEdge}
            label={t('takePhoto', { what: t(`photo_${purpose}`) })}
            onTaken={(id) => change((now) => withParts(now, { photos: [...now.photos, { id, purpose }] }))}
          />
        ))}
      </div>
    </div>
  );
}
