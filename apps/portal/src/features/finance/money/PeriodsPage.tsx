import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { closePeriod, listOnTheWay, listPeriods, type LedgerPeriod } from '../../../api/finance/money.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatCount, formatInstant, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { batchPlace } from '../subsidies/subsidy-places.js';
import { MoneyTable } from './MoneyTable.js';
import { moneyMessages } from './money.messages.js';

/** Months of the book: the oldest open one is closed next. */
export function PeriodsPage() {
  const t = useMessages(moneyMessages);
  const may = useMay();
  const [closing, setClosing] = useState<LedgerPeriod>();
  const query = useQuery({ queryKey: ['periods'], queryFn: ({ signal }) => listPeriods(signal) });
  const next = query.data?.items.filter(({ closedAt }) => closedAt === null).at(-1);
  const state = (period: LedgerPeriod) => {
    if (period.closedAt)
      return (
        <>
          {t('closedBy', { name: period.closedByName ?? '', at: formatInstant(period.closedAt) })}
          {period.onTheWay > 0 ? (
            <span className="soft">
              <br />
              {t('wereOnTheWay', { count: formatCount(period.onTheWay), sum: formatYuan(period.onTheWayFen) })}
            </span>
          ) : null}
        </>
      );
    if (period !== next || !may('ledger.close')) return t('openMonth');
    return (
      <Button size="small" aria-label={t('closeMonth', { month: period.month })} onClick={() => setClosing(period)}>
        {t('close')}
      </Button>
    );
  };
  return (
    <>
      <PageHeader title={t('periodsTitle')} lead={t('periodsLead')} actions={<Link to="/finance/ledger">{t('ledgerTitle')}</Link>} />
      <section className="panel" aria-label={t('periodsTitle')}>
        <Answer query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="soft">{t('noEntries')}</p>
            ) : (
              <MoneyTable
                label={t('periodsTitle')}
                headings={[t('month'), t('entriesCount'), t('debits'), t('state')]}
                rows={items.map((period) => ({
                  key: period.month,
                  cells: [period.month, formatCount(period.entries), formatYuan(period.debitFen), state(period)],
                }))}
              />
            )
          }
        </Answer>
      </section>
      {closing ? <CloseMonth period={closing} onClose={() => setClosing(undefined)} /> : null}
    </>
  );
}

/** What the bank still has is looked at before; who closes all the same says that it was seen. */
function CloseMonth({ period, onClose }: { readonly period: LedgerPeriod; readonly onClose: () => void }) {
  const t = useMessages(moneyMessages);
  const { message } = App.useApp();
  const client = useQueryClient();
  const { month } = period;
  const way = useQuery({ queryKey: ['on-the-way', month], queryFn: ({ signal }) => listOnTheWay(month, signal), gcTime: 0 });
  const [seen, setSeen] = useState(false);
  const close = useCommand(closePeriod, (answer) => {
    void message.success(t('monthClosed', { month }));
    client.setQueryData(['periods'], answer);
    onClose();
  });
  const batches = way.data?.items ?? [];
  const payments = batches.reduce((sum, batch) => sum + batch.payments, 0);
  return (
    <Modal
      open
      title={t('closeMonth', { month })}
      okText={t('closeMonth', { month })}
      cancelText={t('cancel')}
      confirmLoading={close.isPending}
      okButtonProps={{ disabled: !way.data || (payments > 0 && !seen) }}
      onOk={() => close.run({ month, onTheWay: payments })}
      onCancel={onClose}
    >
      <p>{t('closeSure', { month, count: formatCount(period.entries), sum: formatYuan(period.debitFen) })}</p>
      <Answer query={way}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{t('nothingOnTheWay')}</p>
          ) : (
            <>
              <p>
                <strong>{t('onTheWay', { count: formatCount(payments) })}</strong>
              </p>
              <ul className="plain-list divided">
                {items.map(({ batchId, number, title, payments: count, amountFen }) => (
                  <li key={batchId}>
                    <Link to={batchPlace(batchId)}>{t('batchOnTheWay', { number, title })}</Link>{' '}
                    <span className="soft">{t('countAndSum', { count: formatCount(count), sum: formatYuan(amountFen) })}</span>
                  </li>
                ))}
              </ul>
              <Checkbox checked={seen} onChange={({ target }) => setSeen(target.checked)}>
                {t('closeAllTheSame')}
              </Checkbox>
            </>
          )
        }
      </Answer>
      {close.problem ? <ProblemView error={close.problem} /> : null}
    </Modal>
  );
}
