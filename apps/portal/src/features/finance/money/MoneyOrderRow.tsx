import { Button, Checkbox, Form } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { decideMoneyOrder, takeProvisionBack, type MoneyOrder, type TakingBack } from '../../../api/finance/money-orders.js';
import { useCommand } from '../../../api/useCommand.js';
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
import { useOrdersChanged } from './useOrdersChanged.js';

/** Nothing is booked by these: a sum that may be promised, or a promise, changes. */
const NOT_BOOKED: readonly MoneyOrder['kind'][] = ['allotment', 'allotmentReduction', 'grantGivenUp'];
/** Whoever may propose an order, and take an own one back. */
const PROPOSING = ['budget.write', 'payment.prepare', 'payment.approve'] as const;

interface Props {
  readonly order: MoneyOrder;
  /** Of one that may be approved with others: whether it is chosen. */
  readonly chosen?: boolean | undefined;
  readonly onChosen?: (chosen: boolean) => void;
}

/** One order: what it moves and why, who decides it and what stands in the way. */
export function MoneyOrderRow({ order, chosen, onChosen }: Props) {
  const t = useMessages(moneyOrderMessages);
  const zh = useLanguage() === 'zh';
  const may = useMay();
  const areaName = useAreaName();
  const isOfCounty = useSession().account.area.length === 6;
  const changed = useOrdersChanged();
  const [asking, setAsking] = useState<'refuse' | 'withdraw' | 'takeBack'>();
  const decide = useCommand(
    ({ deed, reason }: { deed: 'approve' | 'refuse' | 'withdraw'; reason?: string }, key) =>
      decideMoneyOrder(order.id, deed, reason === undefined ? {} : { reason }, key),
    () => {
      setAsking(undefined);
      changed();
    },
  );
  const waits = order.state === 'proposed';
  const isToDecide = waits && isOfCounty && may('payment.approve');
  const mayWithdraw = waits && order.isOwn && PROPOSING.some(may);
  // of an own one it is said already
  const hindrances = order.against.filter(({ code }) => code !== 'money-order.same-person');
  return (
    <li>
      <p className="row" style={{ justifyContent: 'space-between' }}>
        <span>
          {chosen === undefined ? null : (
            <Checkbox
              aria-label={t('choose', { number: order.number })}
              checked={chosen}
              onChange={({ target }) => onChosen?.(target.checked)}
              style={{ marginInlineEnd: 8 }}
            />
          )}
          <strong>{t(`kind_${order.kind}`)}</strong> <span className="soft">{t('number', { number: order.number })}</span>
        </span>
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
      {hindrances.map(({ code, zh: inChinese, en }) => (
        <p key={code} role="status" className="money-order-against">
          {t('notNow')}
          {zh ? inChinese : en}
        </p>
      ))}
      <div className="row">
        {isToDecide && !order.isOwn ? (
          <>
            {order.against.length === 0 ? (
              <Button type="primary" loading={decide.isPending && !asking} onClick={() => decide.run({ deed: 'approve' })}>
                {t(NOT_BOOKED.includes(order.kind) ? 'approveOnly' : 'approve')}
              </Button>
            ) : null}
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
