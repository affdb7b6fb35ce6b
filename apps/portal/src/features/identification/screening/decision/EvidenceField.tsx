import { useMessages } from '../../../../i18n/messages.js';
import { AttachmentUploader } from '../../../evidence/AttachmentUploader.js';
import { decisionMessages } from './decision.messages.js';

interface Props {
  readonly place: string;
  readonly isSensitive: boolean;
  readonly files: readonly string[];
  readonly onChange: (files: readonly string[]) => void;
}

/** Evidence of what is sensitive is open to the confirming role only, and says so. */
export function EvidenceField({ place, isSensitive, files, onChange }: Props) {
  const t = useMessages(decisionMessages);
  return (
    <div>
      <p>
        {t('evidence')} {files.length > 0 ? <strong>{t('attached', { count: files.length })}</strong> : null}
      </p>
      {isSensitive ? <p className="soft">{t('evidenceOnly')}</p> : null}
      <AttachmentUploader
        key={isSensitive ? 'confirmers' : 'area'}
        department="identification"
        place={place.padEnd(12, '0')}
        label={t('evidence')}
        audience={isSensitive ? 'confirmers' : 'area'}
        onUploaded={(id) => onChange([...files, id])}
      />
    </div>
  );
}
