import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { giveUpLine, type InterestClaimLine } from '../../../api/finance/interest-claims.js';
import { useCommand } from '../../../api/useCommand.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { interestClaimMessages } from './interest-claims.messages.js';

/** Of a line that waits for a payment which will not be made. */
export function GiveUpLine({ line }: { readonly line: InterestClaimLine }) {
  const t = useMessages(interestClaimMessages);
  const may = useMay();
  const isOfCounty = useSession().account.area.length === 6;
  const { message } = App.useApp();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const giveUp = useCommand(
    (reason: string, key) => giveUpLine(line.id, reason, key),
    () => {
      void message.success(t('givenUp'));
      setAsking(false);
      for (const key of ['interest-claim-lines', 'money-orders']) void client.invalidateQueries({ queryKey: [key] });
    },
  );
  if (line.state !== 'granted') return null;
  if (line.giveUpProposedByName) return <span className="soft">{t('giveUpWaits', { who: line.giveUpProposedByName })}</span>;
  if (!isOfCounty || !(may('payment.approve') || may('payment.prepare'))) return null;
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {t('giveUp')}
      </Button>
      <ReasonDialog
        open={asking}
        title={t('giveUp')}
        confirm={t('giveUp')}
        isPending={giveUp.isPending}
        problem={giveUp.problem}
        onConfirm={giveUp.run}
        onClose={() => setAsking(false)}
      >
        <p>{t('giveUpHint')}</p>
      </ReasonDialog>
    </>
  );
}
