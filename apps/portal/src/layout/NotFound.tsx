import { Link } from 'react-router';
import { EmptyState } from '../components/EmptyState.js';
import { useMessages } from '../i18n/messages.js';
import { layoutMessages } from './layout.messages.js';

export function NotFound() {
  const t = useMessages(layoutMessages);
  return (
    <EmptyState title={<h1>{t('notFoundTitle')}</h1>}>
      <p>{t('notFoundText')}</p>
      <Link to="/">{t('toStart')}</Link>
    </EmptyState>
  );
}
