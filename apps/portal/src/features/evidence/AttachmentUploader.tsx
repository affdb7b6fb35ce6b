import { Button, Progress } from 'antd';
import { useId, useRef } from 'react';
import type { Audience } from '../../api/department/attachments.js';
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
  const picker = { isDisabled: isBusy, describedBy: hint, onChosen: send };
  return (
    <div className="stack" style={{ gap: 6 }} role="group" aria-label={label}>
      <div className="row">
        {isPhone ? (
          <>
            <FilePicker {...picker} label={label} accept="image/*" camera text={t('takePicture')} />
            {isPhoto ? null : <FilePicker {...picker} label={label} accept="video/*" camera text={t('takeVideo')} />}
          </>
        ) : null}
        <FilePicker
          {...picker}
          label={label}
          accept={isPhoto ? PHOTOS : ACCEPTED}
          text={t(state.kind === 'refused' ? 'again' : 'choose')}
        />
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

interface PickerProps {
  readonly label: string;
  readonly text: string;
  readonly accept: string;
  readonly camera?: boolean;
  readonly isDisabled: boolean;
  readonly describedBy: string;
  readonly onChosen: (file: File) => void;
}

function FilePicker({ label, text, accept, camera = false, isDisabled, describedBy, onChosen }: PickerProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={`${label} · ${text}`}
        accept={accept}
        {...(camera ? { capture: 'environment' as const } : {})}
        disabled={isDisabled}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onChosen(file);
          // the same file can be chosen again
          event.target.value = '';
        }}
      />
      <Button disabled={isDisabled} aria-describedby={describedBy} onClick={() => field.current?.click()}>
        {text}
      </Button>
    </>
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
