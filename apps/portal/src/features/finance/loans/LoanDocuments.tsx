import { Select } from 'antd';
import { useState } from 'react';
import { loanDocumentKinds, type LoanDocumentKind } from '../../../api/finance/loan-use.js';
import { addLoanDocuments, type Loan } from '../../../api/finance/loans.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { AttachmentLink } from '../../evidence/AttachmentLink.js';
import { AttachmentUploader } from '../../evidence/AttachmentUploader.js';
import { loanUseMessages } from './loan-use.messages.js';
import { useLoanChanged } from './useLoans.js';

/** The contract as it was signed, invoices, photographs; reading one is recorded. */
export function LoanDocuments({ loan }: { readonly loan: Loan }) {
  const t = useMessages(loanUseMessages);
  const may = useMay();
  const changed = useLoanChanged();
  const [kind, setKind] = useState<LoanDocumentKind>('contract');
  const add = useCommand((id: string, key) => addLoanDocuments(loan.id, { kind, attachmentIds: [id] }, key), changed);
  const { documents, mayAdd } = loan.use;
  return (
    <section className="panel no-print" aria-label={t('documents')}>
      <h2>{t('documents')}</h2>
      {documents.length === 0 ? <p className="soft">{t('noDocuments')}</p> : null}
      <ul className="plain-list divided">
        {documents.map((one) => (
          <li key={one.attachmentId} className="row">
            <span>{t(`kind_${one.kind}`)}</span>
            <span className="soft">{t('addedBy', { name: one.byName, at: formatInstant(one.at) })}</span>
            {may('attachment.read') ? <AttachmentLink department="finance" id={one.attachmentId} /> : null}
          </li>
        ))}
      </ul>
      {mayAdd ? (
        <div className="next-step stack" style={{ gap: 8 }}>
          <h3>{t('addDocument')}</h3>
          <Select<LoanDocumentKind>
            aria-label={t('documentKind')}
            value={kind}
            options={loanDocumentKinds.map((value) => ({ value, label: t(`kind_${value}`) }))}
            onChange={setKind}
            className="fit"
            popupMatchSelectWidth={false}
          />
          <AttachmentUploader department="finance" place={loan.villageCode} label={t('addDocument')} onUploaded={(id) => add.run(id)} />
          {add.problem ? <ProblemView error={add.problem} /> : null}
        </div>
      ) : null}
    </section>
  );
}
