import { App, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { approveMoneyOrders, type MoneyOrder } from '../../../api/finance/money-orders.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { moneyOrderMessages } from './money-orders.messages.js';
import { useOrdersChanged } from './useOrdersChanged.js';

interface Props {
  /** Whatever who looks may approve now. */
  readonly free: readonly MoneyOrder[];
  readonly chosen: readonly MoneyOrder[];
  readonly isMore: boolean;
  readonly onChosen: (orders: readonly MoneyOrder[]) => void;
}

/** Several orders by one approval: how many and how much of each kind stands here before it is given. */
export function ApproveTogether({ free, chosen, isMore, onChosen }: Props) {
  const t = useMessages(moneyOrderMessages);
  const { message } = App.useApp();
  const changed = useOrdersChanged();
  const [asking, setAsking] = useState(false);
  const approve = useCommand(
    (orders: readonly { id: string; version: number }[], key) => approveMoneyOrders(orders, key),
    ({ orders }) => {
      void message.success(t('togetherDone', { count: formatCount(orders) }));
      setAsking(false);
      onChosen([]);
      changed();
    },
  );
  const sums = sumsOf(chosen).map(({ kind, count, sumFen }) => (
    <li key={kind}>{t('sumOfKind', { kind: t(`kind_${kind}`), count: formatCount(count), sum: formatYuan(sumFen) })}</li>
  ));
  return (
    <div className="stack">
      <Checkbox
        checked={chosen.length === free.length}
        indeterminate={chosen.length > 0 && chosen.length < free.length}
        onChange={({ target }) => onChosen(target.checked ? free : [])}
      >
        {t('all', { count: formatCount(free.length) })}
      </Checkbox>
      {isMore ? <p role="status">{t('isMore')}</p> : null}
      {chosen.length > 0 ? <ul aria-label={t('chosen')}>{sums}</ul> : null}
      <div className="row">
        <Button type="primary" disabled={chosen.length === 0} onClick={() => setAsking(true)}>
          {t('together', { count: formatCount(chosen.length) })}
        </Button>
      </div>
      {asking ? (
        <Modal
          open
          title={t('together', { count: formatCount(chosen.length) })}
          okText={t('ok')}
          cancelText={t('cancel')}
          confirmLoading={approve.isPending}
          onOk={() => approve.run(chosen.map(({ id, version }) => ({ id, version })))}
          onCancel={() => {
            approve.forget();
            setAsking(false);
            // what was refused may be decided or overtaken: the list says so
            if (approve.problem) changed();
          }}
          destroyOnHidden
        >
          <div className="stack">
            <p>{t('togetherLead')}</p>
            <ul>{sums}</ul>
            {approve.problem ? <ProblemView error={approve.problem} /> : null}
          </div>
        </Modal>
      ) : null}
    </div>
  );
}

function sumsOf(orders: readonly MoneyOrder[]): { kind: MoneyOrder['kind']; count: number; sumFen: number }[] {
  return [...new Set(orders.map(({ kind }) => kind))].map((kind) => {
    const of = orders.filter((order) => order.kind === kind);
    return { kind, count: of.length, sumFen: of.reduce((sum, { amountFen }) => sum + amountFen, 0) };
  });
}
