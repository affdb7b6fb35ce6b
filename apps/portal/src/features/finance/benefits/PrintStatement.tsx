import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { readClock } from '../../../api/department/clock.js';
import { printBenefits } from '../../../api/finance/benefits.js';
import { saveFile } from '../../../api/save-file.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { benefitMessages } from './benefits.messages.js';

/** The household's paper for a period: this year, if nothing else is asked for. */
export function PrintStatement({ householdId, number }: { readonly householdId: string; readonly number: string }) {
  const t = useMessages(benefitMessages);
  const language = useLanguage();
  const today = useQuery({ queryKey: ['clock', 'finance'], queryFn: ({ signal }) => readClock('finance', signal) }).data?.today;
  const [asked, setAsked] = useState<{ from?: string | undefined; to?: string | undefined }>({});
  const from = asked.from ?? (today ? `${today.slice(0, 4)}-01-01` : undefined);
  const to = asked.to ?? today;
  const print = useCommand(
    (period: { from: string; to: string }) => printBenefits(householdId, period, language),
    ({ file }) => saveFile({ file, name: `${number}.pdf` }),
  );
  const isPeriod = from !== undefined && to !== undefined && from <= to;
  return (
    <div className="stack no-print" style={{ gap: 4 }} role="group" aria-label={t('print')}>
      <div className="row">
        <div style={{ width: 140 }}>
          <DateField aria-label={t('from')} value={from} allowClear={false} onChange={(day) => setAsked({ ...asked, from: day })} />
        </div>
        <div style={{ width: 140 }}>
          <DateField aria-label={t('to')} value={to} allowClear={false} onChange={(day) => setAsked({ ...asked, to: day })} />
        </div>
        <Button disabled={!isPeriod} loading={print.isPending} onClick={() => isPeriod && print.run({ from, to })}>
          {t('print')}
        </Button>
      </div>
      <p className="soft">{t(from && to && from > to ? 'periodWrong' : 'printHint')}</p>
      {print.problem ? <ProblemView error={print.problem} /> : null}
    </div>
  );
}
