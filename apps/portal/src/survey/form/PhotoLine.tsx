import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import { useMessages } from '../../i18n/messages.js';
import type { SurveyStore } from '../device/survey-store.js';
import { surveyMessages } from '../survey.messages.js';

export function PhotoLine({
  store,
  id,
  label,
  onRemove,
}: {
  readonly store: SurveyStore;
  readonly id: string;
  readonly label: string;
  readonly onRemove: () => void;
}) {
  const t = useMessages(surveyMessages);
  const [address, setAddress] = useState<string>();
  const photo = useLiveQuery(async () => (await store.photos()).find((candidate) => candidate.id === id), [store, id]);
  useEffect(() => {
    let made: string | undefined;
    let isGone = false;
    void store.photo(id).then((content) => {
      if (!content || isGone) return;
      made = URL.createObjectURL(content);
      setAddress(made);
    });
    return () => {
      isGone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [store, id]);
  const isHere = photo?.state === 'waiting';
  const remove = (): void => {
    onRemove();
    void store.dropPhoto(id);
  };
  return (
    <span className="survey-photo">
      {address ? <img src={address} alt={label} width={64} height={64} /> : null}
      <span>
        {label} · {isHere ? t('photoKept', { size: Math.round(photo.size / 1024) }) : t('photoSent')}
      </span>
      {isHere && photo.sent === 0 ? (
        <button type="button" className="survey-link" onClick={remove}>
          {t('removePhoto', { what: label })}
        </button>
      ) : null}
    </span>
  );
}
