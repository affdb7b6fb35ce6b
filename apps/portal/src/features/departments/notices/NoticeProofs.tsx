import { App } from 'antd';
import { proveNotice, type Notice } from '../../../api/department/notices.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { AttachmentLink } from '../../evidence/AttachmentLink.js';
import { AttachmentUploader } from '../../evidence/AttachmentUploader.js';
import { noticeMessages } from './notices.messages.js';
import { useNoticeChanged, useToday } from './useNotice.js';

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
  const isMissing = (occasion: string): boolean => checklist.some(({ code, isDone }) => code === `proof-${occasion}` && !isDone);
  const wanted = state === 'posted' && may('notice.write') ? occasions.filter(isMissing) : [];
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
        <Upload key={occasion} department={department} notice={notice} occasion={occasion} />
      ))}
    </section>
  );
}

function Upload({ department, notice, occasion }: Props & { readonly occasion: (typeof occasions)[number] }) {
  const t = useMessages(noticeMessages);
  const today = useToday(department);
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
  const opensOn = occasion === 'last' ? notice.lastDay : null;
  // a photograph of another day would be refused after the upload
  const isEarly = opensOn !== null && (today === undefined || today < opensOn);
  return (
    <div className="stack no-print" style={{ gap: 6, marginTop: 12 }}>
      <h3>
        {label}
        {isEarly ? <span className="soft"> {t('proofFrom', { date: opensOn })}</span> : null}
      </h3>
      {isEarly ? null : <AttachmentUploader department={department} place={notice.place} label={label} isPhoto onUploaded={prove.run} />}
      {prove.problem ? <ProblemView error={prove.problem} /> : null}
    </div>
  );
}
