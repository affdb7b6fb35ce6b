import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { listInterestRepayments, takeRepaymentBack, type InterestRepayment } from '../../../api/finance/interest-claims.js';
import { useCommand } from '../../../api/useCommand.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { interestClaimMessages } from './interest-claims.messages.js';

const KEY = ['interest-repayments'];

/** What households have paid back; what was mistyped is taken back by another person. Nothing is shown where there is none. */
export function InterestRepayments() {
  const t = useMessages(interestClaimMessages);
  const may = useMay();
  const query = useQuery({ queryKey: KEY, queryFn: ({ signal }) => listInterestRepayments(signal), enabled: may('budget.read') });
  const [asked, setAsked] = useState<InterestRepayment>();
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="panel stack" style={{ gap: 8 }} aria-label={t('repaid')}>
      <h2>{t('repaid')}</h2>
      <ul className="plain-list divided">
        {items.map((one) => (
          <li key={one.id} className="row" style={{ justifyContent: 'space-between' }}>
            <span>
              {one.headName}（{one.householdNumber}） {formatYuan(one.amountFen)} {t('yuan')}
              <div className="soft">
                {[one.on, one.sourceDocument, one.recordedByName].join(' · ')}
                {one.takenBackByName ? ` · ${t('takenBack', { who: one.takenBackByName, why: one.takenBackBecause ?? '' })}` : ''}
              </div>
            </span>
            {one.canTakeBack ? <Button onClick={() => setAsked(one)}>{t('takeBack')}</Button> : null}
          </li>
        ))}
      </ul>
      {asked ? <TakeBack of={asked} onClose={() => setAsked(undefined)} /> : null}
    </section>
  );
}

function TakeBack({ of, onClose }: { readonly of: InterestRepayment; readonly onClose: () => void }) {
  const t = useMessages(interestClaimMessages);
  const { message } = App.useApp();
  const client = useQueryClient();
  const takeBack = useCommand(
    (reason: string, key) => takeRepaymentBack(of.id, reason, key),
    (after) => {
      void message.success(t('takenBackDone'));
      client.setQueryData(KEY, after);
      for (const key of ['overpaid-interest', 'funds', 'trial-balance', 'entries']) void client.invalidateQueries({ queryKey: [key] });
      onClose();
    },
  );
  return (
    <ReasonDialog
      open
      title={t('takeBack')}
      confirm={t('takeBack')}
      isPending={takeBack.isPending}
      problem={takeBack.problem}
      onConfirm={takeBack.run}
      onClose={onClose}
    >
      <p>{t('takeBackHint', { who: `${of.headName}（${of.householdNumber}）`, fen: formatYuan(of.amountFen) })}</p>
    </ReasonDialog>
  );
}
