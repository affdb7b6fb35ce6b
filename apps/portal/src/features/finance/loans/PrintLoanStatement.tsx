import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { readClock } from '../../../api/department/clock.js';
import { printLoanStatement, readLoanStatements } from '../../../api/finance/loan-statements.js';
import type { Loan } from '../../../api/finance/loans.js';
import { saveFile } from '../../../api/save-file.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { loanStatementMessages } from './loan-statement.messages.js';

/** The paper of one loan on a day, today if nothing else is asked for; and the papers printed before, to check one that somebody holds. */
export function PrintLoanStatement({ loan }: { readonly loan: Loan }) {
  const t = useMessages(loanStatementMessages);
  const language = useLanguage();
  const client = useQueryClient();
  const today = useQuery({ queryKey: ['clock', 'finance'], queryFn: ({ signal }) => readClock('finance', signal) }).data?.today;
  const [asked, setAsked] = useState<string>();
  const [isShown, setShown] = useState(false);
  const on = asked ?? today;
  const print = useCommand(
    (day: string) => printLoanStatement(loan.id, day, language),
    ({ file }) => {
      saveFile({ file, name: `${loan.contractNumber ?? loan.number}-${on}.pdf` });
      void client.invalidateQueries({ queryKey: ['loan-statements', loan.id] });
    },
  );
  const isDay = on !== undefined && today !== undefined && on <= today;
  return (
    <section className="panel stack no-print" style={{ gap: 4 }} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <div className="row">
        <div style={{ width: 140 }}>
          <DateField aria-label={t('on')} value={on} allowClear={false} onChange={setAsked} />
        </div>
        <Button disabled={!isDay} loading={print.isPending} onClick={() => isDay && print.run(on)}>
          {t('print')}
        </Button>
        <Button type="link" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {t('printed')}
        </Button>
      </div>
      <p className="soft">{t(on && today && on > today ? 'dayWrong' : 'hint')}</p>
      {print.problem ? <ProblemView error={print.problem} /> : null}
      {isShown ? <Printed loanId={loan.id} /> : null}
    </section>
  );
}

function Printed({ loanId }: { readonly loanId: string }) {
  const t = useMessages(loanStatementMessages);
  const query = useQuery({ queryKey: ['loan-statements', loanId], queryFn: ({ signal }) => readLoanStatements(loanId, signal) });
  return (
    <Answer query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="soft">{t('none')}</p>
        ) : (
          <ul className="plain-list divided">
            {items.map(({ number, on, digest, printedAt, byName, isStillSo }) => (
              <li key={number}>
                <p>
                  <strong>{number}</strong> · {t('asOf', { on })}{' '}
                  <StatusTag tone={isStillSo ? 'done' : 'waiting'}>{t(isStillSo ? 'stillSo' : 'changed')}</StatusTag>
                </p>
                <p className="soft">{t('line', { digest, name: byName, at: formatInstant(printedAt) })}</p>
              </li>
            ))}
          </ul>
        )
      }
    </Answer>
  );
}
