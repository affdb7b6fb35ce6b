import { useParams } from 'react-router';
import { PageHeader } from '../../../components/PageHeader.js';
import { useMessages } from '../../../i18n/messages.js';
import { useDepartmentName } from '../../../layout/departments.js';
import { useMay } from '../../../session.js';
import { CopyPanel } from './CopyPanel.js';
import { DeadLetters } from './DeadLetters.js';
import { HealthPanel } from './HealthPanel.js';
import { MessagingPanel } from './MessagingPanel.js';
import { operationMessages } from './operations.messages.js';

export function OperationsPage() {
  const t = useMessages(operationMessages);
  const may = useMay();
  const nameOf = useDepartmentName();
  const { department = 'identification' } = useParams();
  const keepsCopy = department !== 'identification' && department !== 'gateway';
  return (
    <>
      <PageHeader title={`${nameOf(department)} · ${t('title')}`} lead={t('lead')} />
      <HealthPanel />
      <MessagingPanel department={department} />
      <DeadLetters department={department} />
      {keepsCopy && may('directory.rebuild') ? <CopyPanel department={department} /> : null}
    </>
  );
}
