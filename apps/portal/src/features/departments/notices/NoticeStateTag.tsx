import type { NoticeRow, NoticeState } from '../../../api/department/notices.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { noticeMessages } from './notices.messages.js';

const tones: Readonly<Record<NoticeState, Tone>> = { composed: 'quiet', posted: 'waiting', closed: 'done', withdrawn: 'stopped' };

export function NoticeStateTag({ notice }: { readonly notice: Pick<NoticeRow, 'state'> }) {
  const t = useMessages(noticeMessages);
  return <StatusTag tone={tones[notice.state]}>{t(`state_${notice.state}`)}</StatusTag>;
}
