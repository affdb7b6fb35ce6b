import { lazy, Suspense } from 'react';
import { useMessages } from '../i18n/messages.js';
import { Frame } from './Frame.js';
import { SurveyGate } from './SurveyGate.js';
import { surveyMessages } from './survey.messages.js';

const LeavePage = lazy(async () => ({ default: (await import('./screens/LeavePage.js')).LeavePage }));

/** Starts without signal. Whatever address was opened: the survey works, everything else says that it needs a signal. */
export function SurveyApp() {
  const t = useMessages(surveyMessages);
  const { pathname } = window.location;
  if (!window.isSecureContext || !('subtle' in crypto)) {
    return (
      <Frame>
        <p role="alert">{t('needsTls')}</p>
      </Frame>
    );
  }
  if (!/^\/survey(\/|$)/.test(pathname)) return <OnlyWithSignal />;
  if (pathname === '/survey/leave') {
    return (
      <Suspense fallback={<Frame>{t('loading')}</Frame>}>
        <LeavePage />
      </Suspense>
    );
  }
  return <SurveyGate />;
}

function OnlyWithSignal() {
  const t = useMessages(surveyMessages);
  return (
    <Frame>
      <section className="survey-card">
        <h1>{t('onlyWithSignal')}</h1>
        <p>{t('onlyWithSignalText')}</p>
        <div className="survey-buttons">
          <a className="survey-button primary" href="/survey">
            {t('toSurvey')}
          </a>
          <button type="button" className="survey-button" onClick={() => window.location.reload()}>
            {t('tryAgain')}
          </button>
        </div>
      </section>
    </Frame>
  );
}
