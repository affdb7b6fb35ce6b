import { useLiveQuery } from 'dexie-react-hooks';
import { useCallback, useEffect, useState } from 'react';
import { signInAddress } from '../api/gateway/session.js';
import { useMessages } from '../i18n/messages.js';
import { SurveyStore } from './device/survey-store.js';
import { database, vault } from './device/this-device.js';
import type { DataKey } from './device/vault.js';
import { unsentUnits, wipeList } from './device/wipe.js';
import { Frame } from './Frame.js';
import { OtherAccountPage } from './screens/OtherAccountPage.js';
import { SetUpPage } from './screens/SetUpPage.js';
import { UnlockPage } from './screens/UnlockPage.js';
import { SurveyScreens } from './SurveyScreens.js';
import { surveyMessages } from './survey.messages.js';
import { useAutoLock } from './useAutoLock.js';
import { useOnlineSession } from './useOnlineSession.js';

/** In order: is there a list on this phone, whose is it, and does who holds the phone know the PIN. Signing in is needed for the first only. */
export function SurveyGate() {
  const t = useMessages(surveyMessages);
  const { session, ask } = useOnlineSession();
  const [open, setOpen] = useState<{ key: DataKey; store: SurveyStore }>();
  const [wasWiped, setWiped] = useState(false);
  const device = useLiveQuery(async () => {
    const row = await vault.find();
    return { row, unsent: row ? (await unsentUnits(database)).size : 0 };
  }, []);
  const unlock = useCallback((key: DataKey) => setOpen({ key, store: new SurveyStore(database, key) }), []);
  const lock = useCallback(() => setOpen(undefined), []);
  useAutoLock(device?.row?.lockMinutes, open !== undefined, lock);
  useEffect(() => {
    // the days without contact end also while nobody knows the PIN
    void vault.isOverdue().then((overdue) => (overdue ? wipeList(database) : undefined));
  }, []);

  if (!device) return <Frame>{t('loading')}</Frame>;
  const { row, unsent } = device;
  const account = session !== 'asking' && session !== 'no-signal' && session !== null ? session.account : undefined;
  if (row && account && account.id !== row.accountId) return <OtherAccountPage unsent={unsent} />;
  if (row && open) return <SurveyScreens store={open.store} onLock={lock} />;
  if (row) return <UnlockPage row={row} unsent={unsent} onOpen={unlock} onWiped={() => setWiped(true)} />;
  if (session === 'asking') return <Frame>{t('loading')}</Frame>;
  if (session === 'no-signal' || session === null) {
    return (
      <Frame>
        <section className="survey-card">
          <h1>{t('nothingYet')}</h1>
          {wasWiped ? <p role="alert">{t('wiped')}</p> : null}
          <p>{t('nothingYetText')}</p>
          <div className="survey-buttons">
            {session === null ? (
              <a className="survey-button primary" href={signInAddress('/survey')}>
                {t('signIn')}
              </a>
            ) : (
              <button type="button" className="survey-button primary" onClick={() => void ask()}>
                {t('tryAgain')}
              </button>
            )}
          </div>
        </section>
      </Frame>
    );
  }
  if (!session.permissions.includes('survey.write')) {
    return (
      <Frame>
        <section className="survey-card">
          <h1>{t('mayNot')}</h1>
          <p>{t('mayNotText')}</p>
        </section>
      </Frame>
    );
  }
  return <SetUpPage session={session} onOpen={unlock} />;
}
