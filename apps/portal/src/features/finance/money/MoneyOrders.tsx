import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listMoneyOrders, type MoneyOrder } from '../../../api/finance/money-orders.js';
import { Answer } from '../../../components/Answer.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { ApproveTogether } from './ApproveTogether.js';
import { moneyOrderMessages } from './money-orders.messages.js';
import { MoneyOrderRow } from './MoneyOrderRow.js';
import './money-orders.css';

/** What moves money without a batch, or ends what was promised: all that waits for another person, and what was decided last. */
export function MoneyOrders() {
  const t = useMessages(moneyOrderMessages);
  const query = useQuery({ queryKey: ['money-orders'], queryFn: ({ signal }) => listMoneyOrders(signal) });
  return (
    <section className="panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className="soft">{t('lead')}</p>
      <Answer query={query} rows={2}>
        {({ items }) => (items.length === 0 ? <p className="soft">{t('none')}</p> : <Orders items={items} />)}
      </Answer>
    </section>
  );
}

/** How many of those that are decided are shown; the others of the answer are a press away: one of them may have to be taken back. */
const DECIDED = 3;
/** The most that one command takes. */
const MOST = 200;

/** Of one household's payment or grant: approved by itself, never among many. */
const isAboutOne = ({ kind }: MoneyOrder): boolean => kind === 'paymentPart' || kind === 'paymentGivenUp' || kind === 'grantGivenUp';

function Orders({ items }: { readonly items: readonly MoneyOrder[] }) {
  const t = useMessages(moneyOrderMessages);
  const mayApprove = useMay()('payment.approve');
  const isOfCounty = useSession().account.area.length === 6;
  const [named, setNamed] = useState<ReadonlySet<string>>(new Set());
  const waiting = items.filter(({ state }) => state === 'proposed');
  const free = mayApprove && isOfCounty ? waiting.filter((order) => order.against.length === 0 && !isAboutOne(order)).slice(0, MOST) : [];
  const isTogether = free.length > 1;
  // whatever was decided or overtaken meanwhile is not chosen any more
  const chosen = free.filter(({ id }) => named.has(id));
  const choose = (id: string, isChosen: boolean) =>
    setNamed(new Set([...chosen.map((one) => one.id).filter((one) => one !== id), ...(isChosen ? [id] : [])]));
  const decided = items.filter(({ state }) => state !== 'proposed');
  const earlier = decided.slice(DECIDED);
  const rows = (orders: readonly MoneyOrder[]) => (
    <ul className="plain-list divided">
      {orders.map((order) => (
        <MoneyOrderRow
          key={order.id}
          order={order}
          chosen={isTogether && free.includes(order) ? chosen.includes(order) : undefined}
          onChosen={(isChosen) => choose(order.id, isChosen)}
        />
      ))}
    </ul>
  );
  return (
    <>
      {isTogether ? (
        <ApproveTogether
          free={free}
          chosen={chosen}
          isMore={waiting.length > MOST}
          onChosen={(orders) => setNamed(new Set(orders.map(({ id }) => id)))}
        />
      ) : null}
      {rows([...waiting, ...decided.slice(0, DECIDED)])}
      {earlier.length > 0 ? (
        <details>
          <summary>{t('earlier', { count: earlier.length })}</summary>
          {rows(earlier)}
        </details>
      ) : null}
    </>
  );
}
