import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { listFunds } from '../../../api/finance/money.js';
import type { Batch } from '../../../api/finance/payments.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { batchesPlace } from '../subsidies/subsidy-places.js';
import { institutionsPlace } from '../institutions/institution-places.js';
import { BankFiles } from './BankFiles.js';
import { BatchPlaces } from './BatchPlaces.js';
import { ChangedPayees } from './ChangedPayees.js';
import { PayeeFindings } from './PayeeFindings.js';
import { BatchSteps } from './BatchSteps.js';
import { toneOf } from './batch-tone.js';
import { ForTheNext } from './ForTheNext.js';
import { Payments } from './Payments.js';
import { paymentMessages } from './payments.messages.js';
import { TakenOut } from './TakenOut.js';
import { useBatch } from './useBatch.js';

/** One batch: its totals, who answers for it, the next step, the bank's files, each payment. */
export function BatchPage() {
  const t = useMessages(paymentMessages);
  const { id = '' } = useParams();
  const query = useBatch(id);
  return (
    <Answer query={query} rows={10} meanwhile={<Link to={batchesPlace}>{t('back')}</Link>}>
      {(batch) => (
        <>
          <PageHeader title={`${t('number', { number: batch.number })} ${batch.title}`} lead={<FundName code={batch.fundCode} />} />
          <Totals batch={batch} />
          {batch.institutions.length > 0 ? <Institutions batch={batch} /> : null}
          <BatchSteps batch={batch} />
          {batch.takenOut.length > 0 ? <TakenOut batch={batch} /> : null}
          {batch.payeeFindings.count > 0 ? <PayeeFindings batch={batch} /> : null}
          {batch.changedPayees.count > 0 ? <ChangedPayees batch={batch} /> : null}
          <BatchPlaces batch={batch} />
          {batch.benefit === 'rewardSubsidy' ? <ForTheNext batch={batch} /> : null}
          <BankFiles batch={batch} />
          <Payments batch={batch} />
        </>
      )}
    </Answer>
  );
}

function Totals({ batch }: { readonly batch: Batch }) {
  const t = useMessages(paymentMessages);
  const { totals, declared } = batch;
  return (
    <section className="panel" aria-label={t('state')}>
      <div className="panel-head">
        <h2>{t('totals', { count: formatCount(totals.count), sum: formatYuan(totals.sumFen) })}</h2>
        <StatusTag tone={toneOf(batch.state)}>{t(`state_${batch.state}`)}</StatusTag>
      </div>
      {declared ? <p>{t('declaredTotals', { count: formatCount(declared.count), sum: formatYuan(declared.sumFen) })}</p> : null}
      <p className="soft breakable">{t('digest', { digest: totals.digest.slice(0, 16) })}</p>
      <p className="soft">
        {t('who', {
          entered: batch.enteredByName,
          declared: batch.declaredByName ?? t('nobody'),
          approved: batch.approvedByName ?? t('nobody'),
          sent: batch.sentByName ?? t('nobody'),
        })}
        {batch.payeesApprovedByName ? t('payeesBy', { who: batch.payeesApprovedByName }) : ''}
      </p>
      <div style={{ marginTop: 8 }}>
        <Facts
          items={Object.entries(batch.byState).map(([state, { count, sumFen }]) => ({
            label: t(`pay_${state}` as 'pay_paid'),
            value: t('totals', { count: formatCount(count), sum: formatYuan(sumFen) }),
          }))}
        />
      </div>
    </section>
  );
}

/** Whom the institutions are that get the money of many households, and how much: compared with their list. */
function Institutions({ batch }: { readonly batch: Batch }) {
  const t = useMessages(paymentMessages);
  return (
    <section className="panel" aria-label={t('institutions')}>
      <div className="panel-head">
        <h2>{t('institutions')}</h2>
        <Link className="no-print" to={institutionsPlace}>
          {t('toInstitutions')}
        </Link>
      </div>
      <p className="soft">{t('institutionsLead')}</p>
      <Facts
        items={batch.institutions.map(({ name, creditCode, count, sumFen }) => ({
          label: [name, creditCode].filter(Boolean).join(' '),
          value: t('totals', { count: formatCount(count), sum: formatYuan(sumFen) }),
        }))}
      />
    </section>
  );
}

function FundName({ code }: { readonly code: string }) {
  const language = useLanguage();
  const may = useMay();
  const { data } = useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => listFunds(signal), enabled: may('budget.read') });
  const fund = data?.items.find((one) => one.code === code);
  return <>{fund ? (language === 'zh' ? fund.nameZh : fund.nameEn) : code}</>;
}
