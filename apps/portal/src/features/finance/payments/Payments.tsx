import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Batch, Payment } from '../../../api/finance/payments.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { subsidyPlace } from '../subsidies/subsidy-places.js';
import { AccountDialog } from './AccountDialog.js';
import { GiveUpDialog } from './GiveUpDialog.js';
import { PartBackDialog } from './PartBackDialog.js';
import { PayeeNotes } from './PayeeNotes.js';
import { paymentMessages } from './payments.messages.js';
import { TakeOutDialog } from './TakeOutDialog.js';
import { usePayments } from './useBatch.js';
import { useBatchArea } from './useBatchArea.js';

/** Each payment of the batch, or of the chosen place, with what can be done with it. */
export function Payments({ batch }: { readonly batch: Batch }) {
  const t = useMessages(paymentMessages);
  const isPhone = useIsPhone();
  const { area, hrefOf } = useBatchArea();
  const areaName = useAreaName();
  const query = usePayments(batch, { area });
  const [account, setAccount] = useState<Payment>();
  const [given, setGiven] = useState<Payment>();
  const [partOf, setPartOf] = useState<Payment>();
  const [out, setOut] = useState<Payment>();
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = {
    items,
    isDraft: batch.state === 'draft',
    onAccount: setAccount,
    onGiveUp: setGiven,
    onPart: setPartOf,
    onTakeOut: setOut,
  };
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
      {out ? <TakeOutDialog batch={batch} payment={out} onClose={() => setOut(undefined)} /> : null}
      {given ? <GiveUpDialog batch={batch} payment={given} onClose={() => setGiven(undefined)} /> : null}
    </section>
  );
}

interface ShownPayments {
  readonly items: readonly Payment[];
  readonly onAccount: (payment: Payment) => void;
  readonly onGiveUp: (payment: Payment) => void;
  readonly onPart: (payment: Payment) => void;
  readonly isDraft: boolean;
  readonly onTakeOut: (payment: Payment) => void;
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

function State({ payment, isDraft, onGiveUp, onPart, onTakeOut }: { readonly payment: Payment } & ShownPayments) {
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
      {isDraft && isOfCounty && may('payment.prepare') ? (
        <Button size="small" onClick={() => onTakeOut(payment)}>
          {t('takeOut')}
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
