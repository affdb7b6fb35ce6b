import { useEffect, useState } from 'react';
import { useMessages } from '../../i18n/messages.js';
import { surveyMessages } from '../survey.messages.js';
import { installUpdate, registerWorker } from './register.js';

export function UpdateNotice() {
  const t = useMessages(surveyMessages);
  const [waiting, setWaiting] = useState<ServiceWorker>();
  useEffect(() => registerWorker(setWaiting), []);
  if (!waiting) return null;
  return (
    <p className="survey-notice" role="status">
      {t('newVersion')}{' '}
      <button type="button" className="survey-link" onClick={() => installUpdate(waiting)}>
        {t('installUpdate')}
      </button>
    </p>
  );
}
