import { Button } from 'antd';
import { useMessages } from '../i18n/messages.js';
import { componentMessages } from './components.messages.js';

interface Props {
  /** As much of an infinite query as it takes to go on. */
  readonly query: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; readonly fetchNextPage: () => unknown };
}

/** Reads the next page of a list; gone when there is none. */
export function MoreButton({ query }: Props) {
  const t = useMessages(componentMessages);
  if (!query.hasNextPage) return null;
  return (
    <Button className="fit more-button" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {t('more')}
    </Button>
  );
}
