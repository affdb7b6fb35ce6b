import { useState } from 'react';
import { signInAddress } from '../../api/gateway/session.js';
import { useMessages } from '../../i18n/messages.js';
import { database } from '../device/this-device.js';
import { wipe } from '../device/wipe.js';
import { Frame } from '../Frame.js';
import { surveyMessages } from '../survey.messages.js';

export function OtherAccountPage({ unsent }: { readonly unsent: number }) {
  const t = useMessages(surveyMessages);
  const [sure, setSure] = useState(false);
  return (
    <Frame>
      <section className="survey-card">
        <h1>{t('otherAccountTitle')}</h1>
        <p>{t('otherAccountText', { unsent })}</p>
        <div className="survey-buttons">
          <a className="survey-button primary" href={signInAddress('/survey')}>
            {t('signInOther')}
          </a>
          {sure ? (
            <button type="button" className="survey-button danger" onClick={() => void wipe(database).then(() => window.location.reload())}>
              {t('wipeConfirm')}
            </button>
          ) : (
            <button type="button" className="survey-button" onClick={() => setSure(true)}>
              {t('wipeAndGoOn')}
            </button>
          )}
        </div>
      </section>
    </Frame>
  );
}
