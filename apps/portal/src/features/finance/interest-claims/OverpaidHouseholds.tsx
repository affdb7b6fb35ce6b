import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import { listOverpaid, recordPaidBack, type OverpaidHousehold, type PaidBack } from '../../../api/finance/interest-claims.js';
import { listFunds } from '../../../api/finance/money.js';
import { DateField } from '../../../components/DateField.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { RecordDialog } from '../money/RecordDialog.js';
import { interestClaimMessages } from './interest-claims.messages.js';

const KEY = ['overpaid-interest'];
const nameOf = ({ headName, householdNumber }: OverpaidHousehold) => `${headName}（${householdNumber}）`;

/** What corrections found to be too much and nothing has taken back yet; nothing is shown where there is none. */
export function OverpaidHouseholds() {
  const t = useMessages(interestClaimMessages);
  const may = useMay();
  const query = useQuery({ queryKey: KEY, queryFn: ({ signal }) => listOverpaid(signal), enabled: may('budget.read') });
  const [paying, setPaying] = useState<OverpaidHousehold>();
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="panel stack" style={{ gap: 8 }} aria-label={t('overpaid')}>
      <h2>{t('overpaid')}</h2>
      <p className="soft">{t('overpaidHint')}</p>
      <ul className="plain-list divided">
        {items.map((one) => (
          <li key={one.householdId} className="row" style={{ justifyContent: 'space-between' }}>
            <span>
              {nameOf(one)} <span className="soft">{t('overpaidOf', { fen: formatYuan(one.overpaidFen) })}</span>
            </span>
            {may('budget.write') ? <Button onClick={() => setPaying(one)}>{t('paidBack')}</Button> : null}
          </li>
        ))}
      </ul>
      {paying ? <PaidBackDialog household={paying} onClose={() => setPaying(undefined)} /> : null}
    </section>
  );
}

function PaidBackDialog({ household, onClose }: { readonly household: OverpaidHousehold; readonly onClose: () => void }) {
  const t = useMessages(interestClaimMessages);
  const language = useLanguage();
  const client = useQueryClient();
  const funds = useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => listFunds(signal) });
  const fitting = funds.data?.items.filter(({ purpose }) => purpose === 'interestSubsidy') ?? [];
  const needed = [{ required: true, message: t('need') }];
  return (
    <RecordDialog<PaidBack>
      title={t('paidBack')}
      lead={t('paidBackLead', { who: nameOf(household), fen: formatYuan(household.overpaidFen) })}
      done={t('paidBackDone')}
      initial={{ amountFen: household.overpaidFen }}
      send={async (paid, key) => {
        client.setQueryData(KEY, await recordPaidBack(household.householdId, paid, key));
        await client.invalidateQueries({ queryKey: ['interest-repayments'] });
      }}
      onClose={onClose}
    >
      <Form.Item name="amountFen" label={t('amount')} rules={needed}>
        <ScaledNumberField unit={t('yuan')} />
      </Form.Item>
      <Form.Item name="on" label={t('on')} rules={needed}>
        <DateField />
      </Form.Item>
      <Form.Item name="fundCode" label={t('fund')} rules={needed}>
        <Select
          loading={funds.isPending}
          options={fitting.map((fund) => ({ value: fund.code, label: language === 'zh' ? fund.nameZh : fund.nameEn }))}
        />
      </Form.Item>
    </RecordDialog>
  );
}
