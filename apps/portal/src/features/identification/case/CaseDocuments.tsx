import { App, Select } from 'antd';
import { useState } from 'react';
import { attachToCase, type AttachmentRole, type Case } from '../../../api/identification/applications.js';
import { useCommand } from '../../../api/useCommand.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { AttachmentLink } from '../../evidence/AttachmentLink.js';
import { AttachmentUploader } from '../../evidence/AttachmentUploader.js';
import { caseWordMessages } from '../cases/case-words.messages.js';
import { caseMessages } from './case.messages.js';
import { useCaseChanged } from './useCase.js';

const rolesOf: Readonly<Record<Case['kind'], readonly AttachmentRole[]>> = {
  registration: ['applicationForm', 'consent', 'identity', 'withdrawalRequest', 'other'],
  categoryChange: ['applicationForm', 'other'],
  removal: ['grounds', 'other'],
};
const isRole = (role: string): role is AttachmentRole =>
  ['applicationForm', 'consent', 'identity', 'grounds', 'withdrawalRequest', 'other'].includes(role);

/** Papers of the case and who signed what; a void signature stays to be seen. */
export function CaseDocuments({ record }: { readonly record: Case }) {
  const t = useMessages(caseMessages);
  const words = useMessages(caseWordMessages);
  const may = useMay();
  const isOpen = !['completed', 'rejected', 'withdrawn'].includes(record.state);
  return (
    <section className="panel" aria-label={t('documents')} id="documents">
      <h2>{t('documents')}</h2>
      {record.attachments.length === 0 ? <EmptyState title={t('noDocuments')} /> : null}
      <ul className="plain-list divided">
        {record.attachments.map((one) => (
          <li key={one.id} className="row">
            <strong>{t(isRole(one.role) ? `role_${one.role}` : 'role_other')}</strong>
            <span className="soft">{t('addedAt', { at: formatInstant(one.addedAt) })}</span>
            {one.retracted ? <span>{t('retracted')}</span> : <AttachmentLink department="identification" id={one.id} />}
          </li>
        ))}
      </ul>
      {isOpen && may('application.write') && may('attachment.write') ? <Add record={record} /> : null}
      <h3>{t('signatures')}</h3>
      {record.signatures.length === 0 ? <p className="soft">{t('noSignatures')}</p> : null}
      <ul className="plain-list">
        {record.signatures.map((one) => (
          <li key={one.id}>
            {t('signatureOf', { step: words(`step_${one.step}`), name: one.signedBy, at: formatInstant(one.signedAt) })}
            {one.voidedAt ? <span> · {t('voided', { at: formatInstant(one.voidedAt), reason: one.voidReason ?? '' })}</span> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Add({ record }: { readonly record: Case }) {
  const t = useMessages(caseMessages);
  const { message } = App.useApp();
  const changed = useCaseChanged();
  const roles = rolesOf[record.kind];
  const missing = roles.find(
    (role) => role !== 'other' && role !== 'withdrawalRequest' && !record.attachments.some((one) => one.role === role && !one.retracted),
  );
  const [chosen, setChosen] = useState<AttachmentRole>();
  const role = chosen ?? missing ?? 'other';
  const attach = useCommand(
    ({ id, as }: { id: string; as: AttachmentRole }, key) => attachToCase(record.id, id, as, key),
    () => {
      setChosen(undefined);
      void message.success(t('documentAdded'));
      changed();
    },
  );
  return (
    <div className="stack no-print" style={{ gap: 8, margin: '8px 0 16px' }}>
      <label style={{ maxWidth: 320 }}>
        <span className="soft">{t('role')}</span>
        <Select<AttachmentRole>
          aria-label={t('role')}
          value={role}
          options={roles.map((value) => ({ value, label: t(`role_${value}`) }))}
          onChange={setChosen}
          style={{ width: '100%' }}
        />
      </label>
      <AttachmentUploader
        department="identification"
        place={record.villageCode}
        label={t(`role_${role}`)}
        onUploaded={(id) => attach.run({ id, as: role })}
      />
      {attach.problem ? <ProblemView error={attach.problem} /> : null}
    </div>
  );
}
