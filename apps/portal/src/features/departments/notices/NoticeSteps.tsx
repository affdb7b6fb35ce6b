import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { stepNotice, type Notice, type NoticeCommand } from '../../../api/department/notices.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { noticeMessages } from './notices.messages.js';
import { useNoticeChanged } from './useNotice.js';
import '../../identification/case/checklist.css';

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
  const t = useMessages(noticeMessages);
  const language = useLanguage();
  const sorted = [...notice.checklist].sort((a, b) => Number(a.isDone) - Number(b.isDone));
  return (
    <ul className="plain-list checklist">
      {sorted.map((line) => (
        <li key={line.code} className={line.isDone ? 'checklist-met' : 'checklist-missing'}>
          {line.isDone ? <CheckCircleOutlined aria-label={t('met')} /> : <ExclamationCircleOutlined aria-label={t('notMet')} />}
          <span>{line[language]}</span>
        </li>
      ))}
    </ul>
  );
}

function Actions({ department, notice }: Props) {
  const t = useMessages(noticeMessages);
  const language = useLanguage();
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
  const missing = notice.checklist.filter(({ isDone }) => !isDone).map((line) => line[language]);
  const isPosted = notice.state === 'posted';
  const why = isPosted && missing.length > 0 ? t('closeMissing', { missing: missing.join(language === 'zh' ? '；' : '; ') }) : undefined;
  const whyId = `why-${notice.id}`;
  return (
    <div className="stack no-print" style={{ gap: 6, marginTop: 10 }}>
      <div className="row">
        <Button
          type="primary"
          disabled={Boolean(why)}
          loading={step.isPending && !isTakingDown}
          {...(why ? { 'aria-describedby': whyId } : {})}
          onClick={() => step.run({ step: isPosted ? 'close' : 'post' })}
        >
          {t(isPosted ? 'close' : 'post')}
        </Button>
        <Button onClick={() => setTakingDown(true)}>{t('takeDown')}</Button>
      </div>
      {why ? <p id={whyId}>{why}</p> : null}
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
