import { useState } from 'react';
import { useMessages } from '../../i18n/messages.js';
import type { SurveyStore } from '../device/survey-store.js';
import type { Work } from '../device/work.rules.js';
import { surveyMessages } from '../survey.messages.js';
import { shrinkPhoto } from './shrink-photo.js';

interface Props {
  readonly store: SurveyStore;
  readonly work: Work;
  readonly maxEdge: number;
  readonly label: string;
  readonly onTaken: (id: string) => void;
}

/** The camera of the phone; the picture is kept, encrypted, before it is named in the work. */
export function PhotoButton({ store, work, maxEdge, label, onTaken }: Props) {
  const t = useMessages(surveyMessages);
  const [failed, setFailed] = useState(false);
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    try {
      setFailed(false);
      const { unitId, villageCode } = work;
      onTaken(await store.keepPhoto({ unitId, villageCode }, await shrinkPhoto(file, maxEdge)));
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      <label className="survey-button">
        {label}
        <input
          type="file"
          accept="image/*"
          capture="environment"
          className="visually-hidden"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </label>
      {failed ? (
        <span role="alert" className="survey-problem">
          {t('photoFailed')}
        </span>
      ) : null}
    </>
  );
}
