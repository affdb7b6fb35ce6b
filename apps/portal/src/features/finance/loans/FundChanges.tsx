import { useQuery } from '@tanstack/react-query';
import { listFundChanges } from '../../../api/finance/lender-banks.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { MoneyTable } from '../money/MoneyTable.js';
import { lenderBanksMessages } from './lender-banks.messages.js';

/** How the fund of a bank came to its balance: what was put in, what losses took and what came back, newest first. */
export function FundChanges({ bank }: { readonly bank: string }) {
  const t = useMessages(lenderBanksMessages);
  const { data } = useQuery({ queryKey: ['lender-banks', bank, 'changes'], queryFn: ({ signal }) => listFundChanges(bank, signal) });
  if (!data || data.items.length === 0) return null;
  return (
    <>
      <h3>{t('changes')}</h3>
      <MoneyTable
        label={t('changes')}
        headings={[t('on'), t('change'), t('amount')]}
        rows={data.items
          .toSorted((a, b) => b.on.localeCompare(a.on))
          .map(({ id, on, kind, amountFen }) => ({
            key: id,
            cells: [on, t(`change_${kind}`), `${amountFen < 0 ? '−' : '+'}${formatYuan(Math.abs(amountFen))}`],
          }))}
      />
    </>
  );
}
