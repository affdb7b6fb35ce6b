import { useEffect, useState } from 'react';
import { createBrowserRouter, Navigate, Outlet, RouterProvider, useLocation } from 'react-router';
import { signInAddress } from '../api/gateway/session.js';
import { useMessages } from '../i18n/messages.js';
import type { SurveyStore } from './device/survey-store.js';
import { Frame } from './Frame.js';
import { OpenedContext, useOpened } from './opened.js';
import { HouseholdPage } from './screens/HouseholdPage.js';
import { ListPage } from './screens/ListPage.js';
import { OutboxPage } from './screens/OutboxPage.js';
import { surveyMessages } from './survey.messages.js';
import { useFlush } from './useFlush.js';

const routes = [
  {
    path: '/survey',
    element: <Layout />,
    errorElement: <Broken />,
    hydrateFallbackElement: <></>,
    children: [
      { index: true, element: <ListPage /> },
      { path: 'households/:id', element: <HouseholdPage /> },
      { path: 'outbox', element: <OutboxPage /> },
      { path: '*', element: <Navigate to="/survey" replace /> },
    ],
  },
];

export function SurveyScreens({ store, onLock }: { readonly store: SurveyStore; readonly onLock: () => void }) {
  const flush = useFlush(store);
  const [router] = useState(() => createBrowserRouter(routes));
  useEffect(() => () => router.dispose(), [router]);
  return (
    <OpenedContext.Provider value={{ store, flush, onLock }}>
      <RouterProvider router={router} />
    </OpenedContext.Provider>
  );
}

/** A mistake of the program shows a way on; what was typed is in the database. */
function Broken() {
  const t = useMessages(surveyMessages);
  return (
    <Frame>
      <section className="survey-card">
        <h1>{t('broken')}</h1>
        <p>{t('brokenText')}</p>
        <div className="survey-buttons">
          <a className="survey-button primary" href="/survey">
            {t('tryAgain')}
          </a>
        </div>
      </section>
    </Frame>
  );
}

function Layout() {
  const t = useMessages(surveyMessages);
  const { flush, onLock } = useOpened();
  const { pathname } = useLocation();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <Frame
      tools={
        <button type="button" className="survey-link" onClick={onLock}>
          {t('lock')}
        </button>
      }
    >
      {flush.end === 'sign-in-needed' || flush.end === 'other-account' ? (
        <p className="survey-notice" role="status">
          {t(flush.end === 'sign-in-needed' ? 'end_sign_in' : 'end_other')} <a href={signInAddress('/survey')}>{t('signIn')}</a>
        </p>
      ) : null}
      <Outlet />
    </Frame>
  );
}
