import { Navigate } from 'react-router';
import { EmptyState } from '../components/EmptyState.js';
import { useMessages } from '../i18n/messages.js';
import { useSession } from '../session.js';
import { layoutMessages } from './layout.messages.js';
import { startOf } from './navigation.js';

export function Start() {
  const t = useMessages(layoutMessages);
  const start = startOf(useSession());
  if (start) return <Navigate to={start} replace />;
  return <EmptyState title={t('nothingTitle')}>{t('nothingText')}</EmptyState>;
}
