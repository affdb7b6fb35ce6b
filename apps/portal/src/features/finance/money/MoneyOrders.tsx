import { Button, Form } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { decideMoneyOrder, listMoneyOrders, takeProvisionBack, type MoneyOrder, type TakingBack } from '../../../api/finance/money.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay, useSession } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { batchPlace } from '../subsidies/subsidy-places.js';
import { moneyOrderMessages } from './money-orders.messages.js';
import { RecordDialog } from './RecordDialog.js';

/** What moves money without a batch, or ends what was promised: all that waits for another person, and what was decided last. */
export function MoneyOrders() {
  const t = useMessages(moneyOrderMessages);
  const query = useQuery({ queryKey: ['money-orders'], queryFn: ({ signal }) => listMoneyOrders(signal) });
  return (
    <section className="panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className="soft">{t('lead')}</p>
      <Answer query={query} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{t('none')}</p>
          ) : (
            <ul className="plain-list divided">
              {items
                .filter(({ state }, i) => state === 'proposed' || i < items.filter((one) => one.state === 'proposed').length + DECIDED)
                .map((order) => (
                  <Order key={order.id} order={order} />
                ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
}

/** How many of those that are decided are shown. */
const DECIDED = 20;
/** Nothing is booked by these: a sum that may be promised, or a promise, changes. */
const NOT_BOOKED: readonly MoneyOrder['kind'][] = ['allotment', 'allotmentReduction', 'grantGivenUp'];
/** Whoever may propose an order, and take an own one back. */
const PROPOSING = ['budget.write', 'payment.prepare', 'payment.approve'] as const;

function Order({ order }: { readonly order: MoneyOrder }) {
  const t = useMessages(moneyOrderMessages);
  const zh = useLanguage() === 'zh';
  const may = useMay();
  const areaName = useAreaName();
  const isOfCounty = useSession().account.area.length === 6;
  const client = useQueryClient();
  const [asking, setAsking] = useState<'refuse' | 'withdraw' | 'takeBack'>();
  const decide = useCommand(
    ({ deed, reason }: { deed: 'approve' | 'refuse' | 'withdraw'; reason?: string }, key) =>
      decideMoneyOrder(order.id, deed, reason === undefined ? {} : { reason }, key),
    () => {
      setAsking(undefined);
      for (const key of [
        'money-orders',
        'lender-banks',
        'funds',
        'commitments',
        'interest-claim-lines',
        'budget-years',
        'trial-balance',
        'entries',
        'batch',
        'payments',
      ])
        void client.invalidateQueries({ queryKey: [key] });
    },
  );
  const waits = order.state === 'proposed';
  const isToDecide = waits && isOfCounty && may('payment.approve');
  const mayWithdraw = waits && order.isOwn && PROPOSING.some(may);
  return (
    <li>
      <p className="row" style={{ justifyContent: 'space-between' }}>
        <strong>{t(`kind_${order.kind}`)}</strong>
        <span>{t('amount', { amount: formatYuan(order.amountFen), on: order.on })}</span>
      </p>
      <p className="soft">
        {[
          zh ? order.fundNameZh : order.fundNameEn,
          zh ? order.bankNameZh : order.bankNameEn,
          order.area ? areaName(order.area.padEnd(12, '0')) : null,
          order.householdNumber ? t('ofHousehold', { number: order.householdNumber }) : null,
          order.sourceDocument,
          order.reason,
        ]
          .filter(Boolean)
          .join(' · ')}{' '}
        {order.batchId && may('payment.read') ? <Link to={batchPlace(order.batchId)}>{t('toBatch')}</Link> : null}
        {order.interestClaimId && may('loan.read') ? (
          <Link to={`/finance/interest-claims/${order.interestClaimId}`}>{t('toClaim')}</Link>
        ) : null}
      </p>
      <p>
        {waits
          ? t('waits', { who: order.proposedByName })
          : t(outcome(order), {
              who: order.proposedByName,
              by: order.decidedByName ?? '',
              why: order.refusal ?? '',
            })}
        {order.isTakenBack ? ` ${t('takenBack')}` : ''}
      </p>
      {isToDecide && order.isOwn ? <p role="status">{t('another')}</p> : null}
      <div className="row">
        {isToDecide && !order.isOwn ? (
          <>
            <Button type="primary" loading={decide.isPending && !asking} onClick={() => decide.run({ deed: 'approve' })}>
              {t(NOT_BOOKED.includes(order.kind) ? 'approveOnly' : 'approve')}
            </Button>
            <Button onClick={() => setAsking('refuse')}>{t('refuse')}</Button>
          </>
        ) : null}
        {mayWithdraw ? <Button onClick={() => setAsking('withdraw')}>{t('withdraw')}</Button> : null}
        {order.kind === 'provision' && order.state === 'approved' && !order.isTakenBack && isOfCounty && may('budget.write') ? (
          <Button size="small" onClick={() => setAsking('takeBack')}>
            {t('takeBack')}
          </Button>
        ) : null}
      </div>
      {decide.problem && !asking ? <ProblemView error={decide.problem} /> : null}
      {asking === 'refuse' || asking === 'withdraw' ? (
        <ReasonDialog
          open
          title={t(asking)}
          confirm={t('ok')}
          isPending={decide.isPending}
          problem={decide.problem}
          onConfirm={(reason) => decide.run({ deed: asking, reason })}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
      {asking === 'takeBack' ? (
        <RecordDialog<TakingBack>
          title={t('takeBack')}
          lead={t('takeBackLead', { amount: formatYuan(order.amountFen) })}
          done={t('proposed')}
          send={(entries, key) => takeProvisionBack(order.id, entries, key)}
          onClose={() => setAsking(undefined)}
        >
          <Form.Item name="on" label={t('on')} rules={[{ required: true, message: t('need') }]}>
            <DateField />
          </Form.Item>
        </RecordDialog>
      ) : null}
    </li>
  );
}

function outcome({
  kind,
  state,
  isWithdrawn,
  decidedByName,
}: MoneyOrder): 'was_alone' | 'was_withdrawn' | 'was_refused' | 'was_effective' | 'was_approved' {
  if (decidedByName === null) return 'was_alone';
  if (isWithdrawn) return 'was_withdrawn';
  if (state === 'refused') return 'was_refused';
  return NOT_BOOKED.includes(kind) ? 'was_effective' : 'was_approved';
}
