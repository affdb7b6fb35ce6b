import { App, Button } from 'antd';
import { useNavigate } from 'react-router';
import { gatherNotices } from '../../../api/department/postings.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { postingPlace } from './posting-places.js';
import { postingMessages } from './postings.messages.js';
import { usePostingChanged } from './usePosting.js';

interface Props {
  readonly department: string;
  readonly chosen: readonly string[];
  readonly onDone: () => void;
}

/** One sheet of notices that were posted one by one. */
export function Gather({ department, chosen, onDone }: Props) {
  const t = useMessages(postingMessages);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const changed = usePostingChanged(department);
  const gather = useCommand(
    (noticeIds: readonly string[], key) => gatherNotices(department, noticeIds, key),
    (posting) => {
      changed(posting);
      onDone();
      void message.success(t('gathered'));
      void navigate(postingPlace(department, posting.id));
    },
  );
  if (chosen.length === 0) return null;
  return (
    <div className="stack no-print" style={{ gap: 6, marginBottom: 8 }} role="status">
      <Button type="primary" className="fit" disabled={chosen.length < 2} loading={gather.isPending} onClick={() => gather.run(chosen)}>
        {t('gather', { count: chosen.length })}
      </Button>
      <p className="soft">{t('gatherHint')}</p>
      {gather.problem ? <ProblemView error={gather.problem} /> : null}
    </div>
  );
}
