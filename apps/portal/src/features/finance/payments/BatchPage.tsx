import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';

import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { listFunds } from '../../../api/finance/money.js';
import type { Batch, Payment } from '../../../api/finance/payments.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay, useSession } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { batchesPlace, subsidyPlace } from '../subsidies/subsidy-places.js';
import { institutionsPlace } from '../institutions/institution-places.js';
import { AccountDialog } from './AccountDialog.js';
import { BankFiles } from './BankFiles.js';
import { BatchPlaces } from './BatchPlaces.js';
import { ChangedPayees } from './ChangedPayees.js';
import { PayeeFindings } from './PayeeFindings.js';
import { PayeeNotes } from './PayeeNotes.js';
import { BatchSteps } from './BatchSteps.js';
import { toneOf } from './batch-tone.js';
import { ForTheNext } from './ForTheNext.js';
import { GiveUpDialog } from './GiveUpDialog.js';
import { PartBackDialog } from './PartBackDialog.js';
import { paymentMessages } from './payments.messages.js';
import { TakenOut } from './TakenOut.js';
import { useBatch, usePayments } from './useBatch.js';
import { useBatchArea } from './useBatchArea.js';

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

function Payments({ batch }: { readonly batch: Batch }) {
  const t = useMessages(paymentMessages);
  const isPhone = useIsPhone();
  const { area, hrefOf } = useBatchArea();
  const areaName = useAreaName();
  const query = usePayments(batch, { area });
  const [account, setAccount] = useState<Payment>();
  const [given, setGiven] = useState<Payment>();
  const [partOf, setPartOf] = useState<Payment>();
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = { items, onAccount: setAccount, onGiveUp: setGiven, onPart: setPartOf };
  return (
    <section className="panel" aria-label={t('payments')}>
      <div className="panel-head">
        <h2>{area ? t('paymentsOf', { place: areaName(area) }) : t('payments')}</h2>
        {area ? (
          <Link className="no-print" to={hrefOf(undefined)}>
            {t('allPayments')}
          </Link>
        ) : null}
      </div>
      {query.isPending ? <Loading rows={3} /> : null}
      {query.data && items.length === 0 ? <p className="soft">{t('none')}</p> : null}
      {items.length > 0 ? isPhone ? <PaymentCards {...shown} /> : <PaymentTable {...shown} /> : null}
      <MoreButton query={query} />
      {account ? <AccountDialog payment={account} onClose={() => setAccount(undefined)} /> : null}
      {partOf ? <PartBackDialog batch={batch} payment={partOf} onClose={() => setPartOf(undefined)} /> : null}
      {given ? <GiveUpDialog batch={batch} payment={given} onClose={() => setGiven(undefined)} /> : null}
    </section>
  );
}

interface ShownPayments {
  readonly items: readonly Payment[];
  readonly onAccount: (payment: Payment) => void;
  readonly onGiveUp: (payment: Payment) => void;
  readonly onPart: (payment: Payment) => void;
}

function PaymentTable(shown: ShownPayments) {
  const t = useMessages(paymentMessages);
  return (
    <table className="plain-table">
      <thead>
        <tr>
          {(['household', 'amount', 'account', 'state'] as const).map((key) => (
            <th key={key} scope="col">
              {t(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.items.map((payment) => (
          <tr key={payment.id}>
            <td>
              <Payee payment={payment} />
            </td>
            <td className="number">{formatYuan(payment.amountFen)}</td>
            <td>
              <Account payment={payment} {...shown} />
            </td>
            <td>
              <State payment={payment} {...shown} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PaymentCards(shown: ShownPayments) {
  const t = useMessages(paymentMessages);
  return (
    <ul className="plain-list divided">
      {shown.items.map((payment) => (
        <li key={payment.id}>
          <p className="row" style={{ justifyContent: 'space-between' }}>
            <Payee payment={payment} />
            <span>
              {formatYuan(payment.amountFen)} <span className="visually-hidden">{t('amount')}</span>
            </span>
          </p>
          <div className="row">
            <Account payment={payment} {...shown} />
            <State payment={payment} {...shown} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Payee({ payment }: { readonly payment: Payment }) {
  const may = useMay();
  return payment.causeType === 'subsidy-application' && may('subsidy.read') ? (
    <Link to={subsidyPlace(payment.causeId)}>{payment.headName}</Link>
  ) : (
    <span>{payment.headName}</span>
  );
}

function Account({ payment, onAccount }: { readonly payment: Payment } & ShownPayments) {
  const t = useMessages(paymentMessages);
  const may = useMay();
  return (
    <div className="row">
      <div>
        {payment.paidTo ? `${payment.paidTo} ` : ''}
        {payment.accountMasked ?? '—'}
        {payment.payeeChange ? ` → ${payment.payeeChange.accountMasked}` : ''}
        <PayeeNotes payment={payment} />
      </div>
      {may('payment-account.write') && payment.paidTo === null && payment.state !== 'paid' && payment.state !== 'sent' ? (
        <Button size="small" onClick={() => onAccount(payment)}>
          {t('setAccount')}
        </Button>
      ) : null}
    </div>
  );
}

function State({ payment, onGiveUp, onPart }: { readonly payment: Payment } & ShownPayments) {
  const t = useMessages(paymentMessages);
  const may = useMay();
  const isOfCounty = useSession().account.area.length === 6;
  return (
    <span className="row">
      <span>
        {t(`pay_${payment.state}` as 'pay_paid')}
        {payment.returnReason ? `（${t(`reason_${payment.returnReason}` as 'reason_other')}）` : ''}
        {payment.paidOn ? ` ${payment.paidOn}` : ''}
        {payment.attempt > 1 ? ` · ${t('attempt', { count: payment.attempt })}` : ''}
        {payment.recoveredFen > 0
          ? ` · ${t('partBack', { amount: formatYuan(payment.recoveredFen), left: formatYuan(payment.amountFen - payment.recoveredFen) })}`
          : ''}
      </span>
      {payment.state === 'paid' &&
      payment.partsTakenBack !== 'none' &&
      payment.recoveredFen < payment.amountFen &&
      isOfCounty &&
      may('budget.write') ? (
        <Button size="small" onClick={() => onPart(payment)}>
          {t('takePart')}
        </Button>
      ) : null}
      {payment.giveUpProposedByName ? <span className="soft">{t('giveUpWaits', { who: payment.giveUpProposedByName })}</span> : null}
      {payment.state === 'returned' && !payment.giveUpProposedByName && isOfCounty && (may('payment.approve') || may('payment.prepare')) ? (
        <Button size="small" onClick={() => onGiveUp(payment)}>
          {t('giveUp')}
        </Button>
      ) : null}
    </span>
  );
}

function FundName({ code }: { readonly code: string }) {
  const language = useLanguage();
  const may = useMay();
  const { data } = useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => listFunds(signal), enabled: may('budget.read') });
  const fund = data?.items.find((one) => one.code === code);
  return <>{fund ? (language === 'zh' ? fund.nameZh : fund.nameEn) : code}</>;
}
