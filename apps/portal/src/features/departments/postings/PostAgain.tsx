import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { postAgain } from '../../../api/department/notices.js';
import { useCommand } from '../../../api/useCommand.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { noticePlace } from '../notices/notice-places.js';
import { postingPlace } from './posting-places.js';
import { postingMessages } from './postings.messages.js';
import { usePostingChanged } from './usePosting.js';

interface Props {
  readonly department: string;
  readonly of: 'notices' | 'notice-postings';
  readonly id: string;
  /** How many come down and hang again. */
  readonly count: number;
  /** A photo was missed: it is the one thing that helps. */
  readonly isDue: boolean;
}

/** 撤下重贴: one reason, one press, and the new paper is open to be printed. */
export function PostAgain({ department, of, id, count, isDue }: Props) {
  const t = useMessages(postingMessages);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const client = useQueryClient();
  const changed = usePostingChanged(department);
  const [isOpen, setOpen] = useState(false);
  const again = useCommand(
    (reason: string, key) => postAgain(department, of, id, reason, key),
    ({ postingId, noticeIds, lastDay }) => {
      setOpen(false);
      changed();
      void client.invalidateQueries({ queryKey: ['posting', department, id] });
      void message.success(t('postedAgain', { count: noticeIds.length, date: lastDay }));
      void navigate(postingId ? postingPlace(department, postingId) : noticePlace(department, noticeIds[0] ?? id));
    },
  );
  return (
    <>
      <Button type={isDue ? 'primary' : 'default'} className="fit" onClick={() => setOpen(true)}>
        {count > 1 ? t('postAgainOf', { count }) : t('postAgain')}
      </Button>
      {isOpen ? (
        <ReasonDialog
          open
          title={t('postAgainTitle')}
          confirm={t('postAgain')}
          shortest={4}
          isPending={again.isPending}
          problem={again.problem}
          onConfirm={again.run}
          onClose={() => {
            setOpen(false);
            again.forget();
          }}
        >
          <p>{t(count > 1 ? 'postAgainTextOf' : 'postAgainText', { count })}</p>
        </ReasonDialog>
      ) : null}
    </>
  );
}
