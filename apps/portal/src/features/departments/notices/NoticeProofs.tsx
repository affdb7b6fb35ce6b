import { App } from 'antd';
import { proveNotice, type Notice, type ProofStage } from '../../../api/department/notices.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { AttachmentLink } from '../../evidence/AttachmentLink.js';
import { AttachmentUploader } from '../../evidence/AttachmentUploader.js';
import { postingMessages } from '../postings/postings.messages.js';
import { noticeMessages } from './notices.messages.js';
import { useNoticeChanged } from './useNotice.js';

interface Props {
  readonly department: string;
  readonly notice: Notice;
}

const occasions = ['first', 'last'] as const;

/** Photos of the notice where it hangs: what is there, and the next one while it is missing. */
export function NoticeProofs({ department, notice }: Props) {
  const t = useMessages(noticeMessages);
  const may = useMay();
  const { proofs, state, checklist } = notice;
  const stageOf = (occasion: string) => checklist.find(({ code }) => code === `proof-${occasion}`)?.stage ?? null;
  const wanted = state === 'posted' && may('notice.write') ? occasions.filter((occasion) => stageOf(occasion) !== null) : [];
  return (
    <section className="panel" aria-label={t('proofs')}>
      <h2>{t('proofs')}</h2>
      {proofs.length === 0 ? <p className="soft">{t('noProofs')}</p> : null}
      <ul className="plain-list">
        {proofs.map((proof) => (
          <li key={proof.id}>
            {t(`proof_${proof.occasion}`)}：{proof.isRetracted ? <strong>{t('retracted')}</strong> : null}{' '}
            <span className="soft">{t('takenOn', { date: proof.takenOn, by: proof.recordedBy })}</span>{' '}
            {proof.isRetracted ? null : <AttachmentLink department={department} id={proof.attachmentId} />}
          </li>
        ))}
      </ul>
      {wanted.map((occasion) => (
        <Upload key={occasion} department={department} notice={notice} occasion={occasion} stage={stageOf(occasion)} />
      ))}
    </section>
  );
}

interface UploadProps extends Props {
  readonly occasion: (typeof occasions)[number];
  readonly stage: ProofStage | null;
}

function Upload({ department, notice, occasion, stage }: UploadProps) {
  const t = useMessages(noticeMessages);
  const sheets = useMessages(postingMessages);
  const { message } = App.useApp();
  const changed = useNoticeChanged(department);
  const prove = useCommand(
    (attachmentId: string, key) => proveNotice(department, notice.id, { occasion, attachmentIds: [attachmentId] }, key),
    (after) => {
      changed(after);
      void message.success(t('proved'));
    },
  );
  const label = t(occasion === 'first' ? 'uploadFirst' : 'uploadLast');
  // a photograph of another day would be refused after the upload
  const isEarly = stage === 'later';
  return (
    <div className="stack no-print" style={{ gap: 6, marginTop: 12 }}>
      <h3>
        {label}
        {isEarly ? <span className="soft"> {t('proofFrom', { date: notice.lastDay ?? '' })}</span> : null}
      </h3>
      {stage === 'missed' ? <p className="soft">{sheets('uploadMissed')}</p> : null}
      {isEarly ? null : <AttachmentUploader department={department} place={notice.place} label={label} isPhoto onUploaded={prove.run} />}
      {prove.problem ? <ProblemView error={prove.problem} /> : null}
    </div>
  );
}
