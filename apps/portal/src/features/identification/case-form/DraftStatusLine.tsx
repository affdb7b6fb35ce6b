import { useMessages } from '../../../i18n/messages.js';
import { caseFormMessages } from './case-form.messages.js';
import type { DraftStatus } from './useDraft.js';

/** Where the draft is: kept, on its way, or not yet, and then what to do. */
export function DraftStatusLine({ status }: { readonly status: DraftStatus }) {
  const t = useMessages(caseFormMessages);
  const words = status === 'unchanged' || status === 'refused' ? '' : t(status);
  return (
    <p role="status" className={status === 'offline' ? undefined : 'soft'}>
      {words}
    </p>
  );
}
