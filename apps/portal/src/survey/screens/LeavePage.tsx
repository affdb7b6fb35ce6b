import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { signOut } from '../../api/gateway/session.js';
import { newKey } from '../../api/new-key.js';
import { useMessages } from '../../i18n/messages.js';
import { database } from '../device/this-device.js';
import { unsentUnits, wipe } from '../device/wipe.js';
import { Frame } from '../Frame.js';
import { surveyMessages } from '../survey.messages.js';

/** Signing out wipes the phone; what is unsent is never lost without somebody saying so. */
export function LeavePage() {
  const t = useMessages(surveyMessages);
  const [failed, setFailed] = useState(false);
  const unsent = useLiveQuery(async () => (await unsentUnits(database)).size, []);
  if (unsent === undefined) return <Frame>{t('loading')}</Frame>;
  const leave = async (): Promise<void> => {
    try {
      // first the session, then the data: without signal nothing is lost for nothing
      await signOut(newKey());
    } catch {
      setFailed(true);
      return;
    }
    await wipe(database);
    window.location.assign('/');
  };
  return (
    <Frame>
      <section className="survey-card">
        <h1>{t('leaveTitle')}</h1>
        <p>{t('leaveText')}</p>
        {unsent > 0 ? (
          <p role="alert" className="survey-problem">
            {t('leaveUnsent', { count: unsent })}
          </p>
        ) : null}
        {failed ? (
          <p role="alert" className="survey-problem">
            {t('leaveFailed')}
          </p>
        ) : null}
        <div className="survey-buttons">
          {unsent > 0 ? (
            <a className="survey-button primary" href="/survey">
              {t('sendNow')}
            </a>
          ) : null}
          <button type="button" className={unsent > 0 ? 'survey-button danger' : 'survey-button primary'} onClick={() => void leave()}>
            {unsent > 0 ? t('leaveAnyway', { count: unsent }) : t('leave')}
          </button>
        </div>
      </section>
    </Frame>
  );
}
