import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { verifyAudit, type AuditVerification } from '../../../api/department/audit.js';
import { Answer } from '../../../components/Answer.js';
import { componentMessages } from '../../../components/components.messages.js';
import { CopyButton } from '../../../components/CopyButton.js';
import { formatCount, formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { auditMessages } from './audit.messages.js';

export function Verification({ department }: { readonly department: string }) {
  const t = useMessages(auditMessages);
  const query = useQuery({
    queryKey: ['audit-verification', department],
    queryFn: ({ signal }) => verifyAudit(department, signal),
    staleTime: 0,
  });
  return (
    <section className="panel" aria-label={t('verify')}>
      <div className="panel-head">
        <h2>{t('verify')}</h2>
        <Button className="no-print" loading={query.isFetching} onClick={() => void query.refetch()}>
          {t('verifyAgain')}
        </Button>
      </div>
      <Answer query={query}>{(result) => <Result result={result} />}</Answer>
    </section>
  );
}

function Result({ result }: { readonly result: AuditVerification }) {
  const t = useMessages(auditMessages);
  const c = useMessages(componentMessages);
  const count = formatCount(result.verified);
  return (
    <Alert
      type={result.intact ? 'success' : 'error'}
      showIcon
      title={t(result.intact ? 'intact' : 'broken')}
      description={
        <>
          <p>
            {result.first
              ? t('brokenText', { seq: result.first.seq ?? '?', fault: t(`fault_${result.first.fault}`), count })
              : t('intactText', { count, seq: formatCount(result.head.seq) })}{' '}
            {result.waiting > 0 ? t('waiting', { count: formatCount(result.waiting) }) : ''}
          </p>
          <p>
            {t('headText')} · <code>{result.head.hash.slice(0, 16)}…</code>
            <CopyButton text={`${result.head.seq} ${result.head.hash}`} label={c('copy')} />
            {t('verifiedAt', { at: formatInstant(result.verifiedAt) })}
          </p>
        </>
      }
    />
  );
}
