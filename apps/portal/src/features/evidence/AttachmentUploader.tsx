import { Button, Progress } from 'antd';
import { useId } from 'react';
import type { Audience } from '../../api/department/attachments.js';
import { FileButton } from '../../components/FileButton.js';
import { ProblemView } from '../../components/ProblemView.js';
import { useIsPhone } from '../../components/useIsPhone.js';
import { useMessages } from '../../i18n/messages.js';
import { evidenceMessages } from './evidence.messages.js';
import { useUpload, type UploadState } from './useUpload.js';

interface Props {
  readonly department: string;
  /** 12 digits of the village or place it is for. */
  readonly place: string;
  /** What is to be uploaded, in words. */
  readonly label: string;
  readonly audience?: Audience;
  /** Only a photograph counts. */
  readonly isPhoto?: boolean;
  readonly onUploaded: (attachmentId: string) => void;
}

const PHOTOS = 'image/jpeg,image/png,image/webp';
const ACCEPTED = `${PHOTOS},video/mp4,video/quicktime,video/3gpp,audio/mp4,application/pdf`;

/** One file at a time: the phone's camera or a file, with its progress, going on by itself after a broken line. */
export function AttachmentUploader({ department, place, label, audience = 'area', isPhoto = false, onUploaded }: Props) {
  const t = useMessages(evidenceMessages);
  const isPhone = useIsPhone();
  const hint = useId();
  const { state, send, resume, giveUp } = useUpload({ department, place, audience }, onUploaded);
  const isBusy = state.kind === 'sending' || state.kind === 'waiting' || state.kind === 'checking' || state.kind === 'interrupted';
  const choose = t(state.kind === 'refused' ? 'again' : 'choose');
  const picker = { isDisabled: isBusy, describedBy: hint, onChosen: send };
  return (
    <div className="stack" style={{ gap: 6 }} role="group" aria-label={label}>
      <div className="row">
        {isPhone ? (
          <>
            <FileButton {...picker} label={`${label} · ${t('takePicture')}`} accept="image/*" camera text={t('takePicture')} />
            {isPhoto ? null : (
              <FileButton {...picker} label={`${label} · ${t('takeVideo')}`} accept="video/*" camera text={t('takeVideo')} />
            )}
          </>
        ) : null}
        <FileButton {...picker} label={`${label} · ${choose}`} accept={isPhoto ? PHOTOS : ACCEPTED} text={choose} />
        {state.kind === 'interrupted' ? (
          <Button type="primary" onClick={resume}>
            {t('continue')}
          </Button>
        ) : null}
        {isBusy && state.kind !== 'checking' ? (
          <Button type="link" onClick={giveUp}>
            {t('cancel')}
          </Button>
        ) : null}
      </div>
      <p id={hint} className="soft">
        {t(isPhoto ? 'photoHint' : 'hint')}
      </p>
      <Standing state={state} />
      {state.kind === 'interrupted' || state.kind === 'refused' ? <ProblemView error={state.problem} /> : null}
    </div>
  );
}

function Standing({ state }: { readonly state: UploadState }) {
  const t = useMessages(evidenceMessages);
  const isMoving = state.kind === 'sending' || state.kind === 'waiting' || state.kind === 'interrupted';
  return (
    <>
      <div role="status">
        {state.kind === 'idle' || state.kind === 'refused' ? null : <span>{t(state.kind, { name: state.name })}</span>}
      </div>
      {isMoving ? (
        <Progress
          percent={Math.floor(state.share * 100)}
          size="small"
          strokeColor="#8c847a"
          aria-label={t('sending', { name: state.name })}
        />
      ) : null}
    </>
  );
}
