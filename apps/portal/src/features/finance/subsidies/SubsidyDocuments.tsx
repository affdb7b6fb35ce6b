import { useState } from 'react';
import { Select } from 'antd';
import { addSubsidyEvidence, type Subsidy } from '../../../api/finance/subsidies.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay, useSession } from '../../../session.js';
import { AttachmentLink } from '../../evidence/AttachmentLink.js';
import { AttachmentUploader } from '../../evidence/AttachmentUploader.js';
import { subsidyMessages } from './subsidy.messages.js';
import { useSubsidyChanged } from './useSubsidies.js';

/** Papers and photographs; reading one is recorded. */
export function SubsidyDocuments({ record }: { readonly record: Subsidy }) {
  const t = useMessages(subsidyMessages);
  const language = useLanguage();
  const may = useMay();
  const { account } = useSession();
  const changed = useSubsidyChanged();
  const kinds = record.scheme.evidence.filter(({ at }) => at === 'application');
  const [kind, setKind] = useState(kinds[0]?.code);
  const add = useCommand(
    (id: string, key) => addSubsidyEvidence(record.id, [{ code: kind ?? 'photo', attachmentIds: [id] }], key),
    changed,
  );
  const mayAdd = record.state === 'applied' && kinds.length > 0 && may('subsidy.write') && account.area.length === 12;
  return (
    <section className="panel no-print" id="documents" aria-label={t('documents')}>
      <h2>{t('documents')}</h2>
      {record.evidence.length === 0 ? <p className="soft">{t('noDocuments')}</p> : null}
      <ul className="plain-list divided">
        {record.evidence.map((one) => (
          <li key={one.attachmentId} className="row">
            <span>{language === 'zh' ? one.nameZh : one.nameEn}</span>
            <span className="soft">{t('actor', { name: one.byName, at: formatInstant(one.at) })}</span>
            <AttachmentLink department="finance" id={one.attachmentId} />
          </li>
        ))}
      </ul>
      {mayAdd ? (
        <div className="next-step stack" style={{ gap: 8 }}>
          <h3>{t('addDocument')}</h3>
          <Select
            aria-label={t('documentKind')}
            value={kind ?? null}
            options={kinds.map((one) => ({ value: one.code, label: language === 'zh' ? one.nameZh : one.nameEn }))}
            onChange={(code: string) => setKind(code)}
            className="fit"
            popupMatchSelectWidth={false}
          />
          <AttachmentUploader department="finance" place={record.villageCode} label={t('addDocument')} onUploaded={(id) => add.run(id)} />
          {add.problem ? <ProblemView error={add.problem} /> : null}
        </div>
      ) : null}
    </section>
  );
}
