import { useMessages } from '../../i18n/messages.js';
import { withParts, type Work } from '../device/work.rules.js';
import type { SurveyStore } from '../device/survey-store.js';
import { surveyMessages } from '../survey.messages.js';
import { PhotoButton } from './PhotoButton.js';
import { PhotoLine } from './PhotoLine.js';

interface Props {
  readonly store: SurveyStore;
  readonly work: Work;
  readonly change: (next: (work: Work) => Work) => void;
  readonly maxEdge: number;
}

/** The household signs on paper what was read to it; an answer changed afterwards was not signed. */
export function Signature({ store, work, change, maxEdge }: Props) {
  const t = useMessages(surveyMessages);
  const earlier = work.photos.some(({ purpose }) => purpose === 'signature');
  return (
    <section className="survey-section">
      <h2>{t('signature')}</h2>
      <p>{t('signatureText')}</p>
      {work.signedPhoto ? (
        <PhotoLine
          store={store}
          id={work.signedPhoto}
          label={t('signatureTaken')}
          onRemove={() =>
            change((now) => withParts(now, { signedPhoto: null, photos: now.photos.filter(({ id }) => id !== now.signedPhoto) }))
          }
        />
      ) : (
        <>
          {earlier ? <p role="status">{t('signatureAgain')}</p> : null}
          <PhotoButton
            store={store}
            work={work}
            maxEdge={maxEdge}
            label={t('takePhoto', { what: t('photo_signature') })}
            onTaken={(id) => change((now) => withParts(now, { signedPhoto: id, photos: [...now.photos, { id, purpose: 'signature' }] }))}
          />
        </>
      )}
    </section>
  );
}
