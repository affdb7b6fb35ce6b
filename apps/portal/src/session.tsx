import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { readSession, type Session } from './api/gateway/session.js';
import { Loading } from './components/Loading.js';
import { ProblemView } from './components/ProblemView.js';
import { chooseLanguage } from './i18n/i18n.js';
import { SignInPage } from './features/gateway/sign-in/SignInPage.js';

const SessionContext = createContext<Session | undefined>(undefined);

export const sessionKey = ['session'] as const;

/** Asks who is signed in; nobody: the page with the way in. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const query = useQuery({ queryKey: sessionKey, queryFn: ({ signal }) => readSession(signal), staleTime: Infinity });
  const session = query.data;
  const locale = session?.locale;
  useEffect(() => {
    // the language is the person's, not the shared computer's
    if (locale) chooseLanguage(locale === 'en' ? 'en' : 'zh');
  }, [session?.account.id, locale]);

  if (query.error && session === undefined) {
    return (
      <main style={{ maxWidth: 640, margin: '10vh auto', padding: 16 }}>
        <ProblemView error={query.error} onRetry={() => void query.refetch()} />
      </main>
    );
  }
  if (session === undefined) {
    return (
      <main style={{ maxWidth: 640, margin: '10vh auto', padding: 16 }}>
        <Loading />
      </main>
    );
  }
  if (session === null) return <SignInPage />;
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

/** For tests and for pages that are drawn with a given session. */
export function WithSession({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('No session above this component');
  return session;
}

/** Hides what the account may not do; the server refuses as well. */
/** Leaders and auditors read all departments; everybody else has one. The services refuse the same way. */
const COUNTY_WIDE_ROLES: readonly string[] = ['leader', 'auditor'];

export const readsAllDepartments = ({ account }: Session): boolean => account.roles.some((role) => COUNTY_WIDE_ROLES.includes(role));

export function useMay(): (permission: string) => boolean {
  const { permissions } = useSession();
  return useMemo(() => {
    const granted = new Set(permissions);
    return (permission: string) => granted.has(permission);
  }, [permissions]);
}
