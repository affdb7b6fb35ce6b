import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { closePosting, provePosting, type Posting } from '../../../api/department/postings.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { AttachmentUploader } from '../../evidence/AttachmentUploader.js';
import { useToday } from '../notices/useNotice.js';
import { postingMessages } from './postings.messages.js';
import { usePostingChanged } from './usePosting.js';
import '../../identification/case/checklist.css';

interface Props {
  readonly department: string;
  readonly posting: Posting;
}

/** What the sheet needs until it is closed; the next photo or the closing is one press. */
export function PostingSteps({ department, posting }: Props) {
  const t = useMessages(postingMessages);
  const language = useLanguage();
  const may = useMay();
  if (posting.hanging === 0) return null;
  const { withoutFirst, withoutLast, missing } = posting;
  const others = missing.filter(({ code }) => code === 'days-left' || code === 'open-objections');
  const lines = [
    { code: 'first', isDone: withoutFirst === 0, text: withoutFirst === 0 ? t('firstDone') : t('firstMissing', { count: withoutFirst }) },
    { code: 'last', isDone: withoutLast === 0, text: withoutLast === 0 ? t('lastDone') : t('lastMissing', { count: withoutLast }) },
    ...others.map((line) => ({ code: line.code, isDone: false, text: line[language] })),
  ];
  return (
    <section className="panel" aria-label={t('next')}>
      <h2>{t('next')}</h2>
      <ul className="plain-list checklist">
        {lines.map(({ code, isDone, text }) => (
          <li key={code} className={isDone ? 'checklist-met' : 'checklist-missing'}>
            {isDone ? <CheckCircleOutlined aria-label={t('met')} /> : <ExclamationCircleOutlined aria-label={t('notMet')} />}
            <span>{text}</span>
          </li>
        ))}
      </ul>
      {may('notice.write') ? (
        <div className="stack no-print" style={{ gap: 12, marginTop: 12 }}>
          {withoutFirst > 0 ? <Upload department={department} posting={posting} occasion="first" /> : null}
          {withoutLast > 0 ? <Upload department={department} posting={posting} occasion="last" /> : null}
          <Close department={department} posting={posting} />
        </div>
      ) : null}
    </section>
  );
}

function Upload({ department, posting, occasion }: Props & { readonly occasion: 'first' | 'last' }) {
  const t = useMessages(postingMessages);
  const today = useToday(department);
  const { message } = App.useApp();
  const changed = usePostingChanged(department);
  const prove = useCommand(
    (attachmentId: string, key) => provePosting(department, posting.id, { occasion, attachmentIds: [attachmentId] }, key),
    (after) => {
      changed(after);
      void message.success(t('proved', { count: after.proofs.at(-1)?.notices ?? 0 }));
    },
  );
  const label = t(occasion === 'first' ? 'uploadFirst' : 'uploadLast');
  // a photograph of another day would be refused after the upload
  const isEarly = occasion === 'last' && (today === undefined || today < posting.lastDay);
  return (
    <div className="stack" style={{ gap: 6 }}>
      <h3>
        {label}
        {isEarly ? <span className="soft"> {t('uploadFrom', { date: posting.lastDay })}</span> : null}
      </h3>
      {isEarly ? null : (
        <>
          <p className="soft">{t('uploadText', { count: posting.hanging })}</p>
          <AttachmentUploader department={department} place={posting.place} label={label} isPhoto onUploaded={prove.run} />
        </>
      )}
      {prove.problem ? <ProblemView error={prove.problem} /> : null}
    </div>
  );
}

function Close({ department, posting }: Props) {
  const t = useMessages(postingMessages);
  const language = useLanguage();
  const { message } = App.useApp();
  const changed = usePostingChanged(department);
  const close = useCommand(
    (_: undefined, key) => closePosting(department, posting.id, key),
    (after) => {
      changed(after);
      void message.success(t('closedNow'));
    },
  );
  const { closable, missing, openObjections } = posting;
  const why = closable === 0 ? missing.map((line) => line[language]).join(language === 'zh' ? '；' : '; ') : undefined;
  const whyId = `why-${posting.id}`;
  return (
    <div className="stack" style={{ gap: 6 }}>
      <Button
        type="primary"
        className="fit"
        disabled={closable === 0}
        loading={close.isPending}
        {...(why ? { 'aria-describedby': whyId } : {})}
        onClick={() => close.run(undefined)}
      >
        {closable > 0 ? t('close', { count: closable }) : t('closeNone')}
      </Button>
      {why ? <p id={whyId}>{t('cannotClose', { missing: why })}</p> : null}
      {openObjections > 0 ? <p className="soft">{t('closeHeld')}</p> : null}
      {close.problem ? <ProblemView error={close.problem} /> : null}
    </div>
  );
}
