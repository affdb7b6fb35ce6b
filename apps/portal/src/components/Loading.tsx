import { Skeleton } from 'antd';
import { useMessages } from '../i18n/messages.js';
import { componentMessages } from './components.messages.js';

export function Loading({ rows = 4 }: { readonly rows?: number }) {
  const t = useMessages(componentMessages);
  return (
    <div role="status" aria-busy="true">
      <span className="visually-hidden">{t('loading')}</span>
      <Skeleton active={false} title={false} paragraph={{ rows }} />
    </div>
  );
}
