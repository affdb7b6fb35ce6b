import { App, Button } from 'antd';
import { useState } from 'react';
import { acknowledgeSubsidy, type Subsidy } from '../../../api/finance/subsidies.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { AttachmentUploader } from '../../evidence/AttachmentUploader.js';
import { CertificateButton } from './CertificateButton.js';
import { subsidyMessages } from './subsidy.messages.js';
import { useSubsidyChanged } from './useSubsidies.js';

/** At the door, on a phone: the paper, the signature, a photograph of both. */
export function AcknowledgeForm({ record, onDone }: { readonly record: Subsidy; readonly onDone: () => void }) {
  const t = useMessages(subsidyMessages);
  const { message } = App.useApp();
  const changed = useSubsidyChanged();
  const [photos, setPhotos] = useState<readonly string[]>([]);
  const send = useCommand(
    (ids: readonly string[], key) => acknowledgeSubsidy(record.id, record.version, ids, key),
    () => {
      void message.success(t('acknowledged'));
      changed();
      onDone();
    },
  );
  return (
    <div className="next-step stack">
      <p>{t('acknowledgeLead')}</p>
      {record.certificate ? (
        <div>
          <CertificateButton {...record.certificate} />
        </div>
      ) : null}
      <p role="status">{t('signed', { count: photos.length })}</p>
      <AttachmentUploader
        department="finance"
        place={record.villageCode}
        label={t('signedPage')}
        onUploaded={(id) => setPhotos((known) => [...known, id])}
      />
      {send.problem ? <ProblemView error={send.problem} /> : null}
      <div>
        <Button type="primary" disabled={photos.length === 0} loading={send.isPending} onClick={() => send.run(photos)}>
          {t('sendAcknowledged')}
        </Button>
      </div>
    </div>
  );
}
