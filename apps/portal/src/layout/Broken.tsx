import { Button } from 'antd';
import { EmptyState } from '../components/EmptyState.js';
import { useMessages } from '../i18n/messages.js';
import { layoutMessages } from './layout.messages.js';

/** A page that threw (most often: a new version was installed and its files have new names). */
export function Broken() {
  const t = useMessages(layoutMessages);
  return (
    <EmptyState title={t('brokenTitle')}>
      <p>{t('brokenText')}</p>
      <Button onClick={() => window.location.reload()}>{t('reload')}</Button>
    </EmptyState>
  );
}
