import { formatCount } from '../../i18n/format.js';
import { useMessages } from '../../i18n/messages.js';
import { componentMessages } from '../components.messages.js';

interface Props {
  readonly shown: number;
  readonly total: number | undefined;
  readonly hasMore: boolean;
}

export function ListFoot({ shown, total, hasMore }: Props) {
  const t = useMessages(componentMessages);
  const words =
    total === undefined
      ? t('shown', { shown: formatCount(shown) })
      : t('shownOf', { shown: formatCount(shown), total: formatCount(total) });
  return (
    <p className="list-foot" role="status">
      {words}
      {hasMore ? '' : ` · ${t('end')}`}
    </p>
  );
}
