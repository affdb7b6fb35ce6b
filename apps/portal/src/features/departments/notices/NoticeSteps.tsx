import { App, Button } from 'antd';
import { useState } from 'react';
import { stepNotice, type Notice, type NoticeCommand } from '../../../api/department/notices.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { PostAgain } from '../postings/PostAgain.js';
import { WhatIsMissing } from '../postings/WhatIsMissing.js';
import { noticeMessages } from './notices.messages.js';
import { useNoticeChanged } from './useNotice.js';

interface Props {
  readonly department: string;
  readonly notice: Notice;
}

/** The next action with what it needs; what is missing is said before the button is pressed. */
export function NoticeSteps({ department, notice }: Props) {
  const t = useMessages(noticeMessages);
  const may = useMay();
  if (notice.state === 'closed' || notice.state === 'withdrawn') return null;
  return (
    <section className="panel" aria-label={t('next')}>
      <h2>{t('next')}</h2>
      {notice.state === 'posted' ? <Checklist notice={notice} /> : <p>{t('postText')}</p>}
      {may('notice.write') ? <Actions department={department} notice={notice} /> : null}
    </section>
  );
}

function Checklist({ notice }: { readonly notice: Notice }) {
  const language = useLanguage();
  return <WhatIsMissing id={missingId(notice)} lines={notice.checklist.map((line) => ({ ...line, text: line[language] }))} />;
}

const missingId = ({ id }: Notice): string => `missing-${id}`;

function Actions({ department, notice }: Props) {
  const t = useMessages(noticeMessages);
  const { message } = App.useApp();
  const changed = useNoticeChanged(department);
  const [isTakingDown, setTakingDown] = useState(false);
  const step = useCommand(
    (command: NoticeCommand, key) => stepNotice(department, notice.id, command, key),
    (after, command) => {
      setTakingDown(false);
      changed(after);
      const done = { post: t('postedNow', { date: after.lastDay ?? '' }), close: t('closedNow'), 'take-down': t('takenDownNow') };
      void message.success(done[command.step]);
    },
  );
  const isPosted = notice.state === 'posted';
  const isMissing = isPosted && notice.checklist.some(({ isDone }) => !isDone);
  const isMissed = notice.checklist.some(({ stage }) => stage === 'missed');
  return (
    <div className="stack no-print" style={{ gap: 6, marginTop: 10 }}>
      <div className="row">
        <Button
          type="primary"
          disabled={isMissing}
          loading={step.isPending && !isTakingDown}
          {...(isMissing ? { 'aria-describedby': missingId(notice) } : {})}
          onClick={() => step.run({ step: isPosted ? 'close' : 'post' })}
        >
          {t(isPosted ? 'close' : 'post')}
        </Button>
        {isPosted ? <PostAgain department={department} of="notices" id={notice.id} count={1} isDue={isMissed} /> : null}
        <Button onClick={() => setTakingDown(true)}>{t('takeDown')}</Button>
      </div>
      {step.problem && !isTakingDown ? <ProblemView error={step.problem} /> : null}
      {isTakingDown ? (
        <ReasonDialog
          open
          title={t('takeDownTitle')}
          confirm={t('takeDown')}
          shortest={4}
          isPending={step.isPending}
          problem={step.problem}
          onConfirm={(reason) => step.run({ step: 'take-down', reason })}
          onClose={() => {
            setTakingDown(false);
            step.forget();
          }}
        >
          <p>{t('takeDownText')}</p>
        </ReasonDialog>
      ) : null}
    </div>
  );
}
