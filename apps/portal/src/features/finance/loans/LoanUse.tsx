import { App, Button } from 'antd';
import { useState } from 'react';
import { decideMisuse, type Loan } from '../../../api/finance/loans.js';
import { useCommand } from '../../../api/useCommand.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { AttachmentLink } from '../../evidence/AttachmentLink.js';
import { loanUseMessages } from './loan-use.messages.js';
import { UseCheckForm } from './UseCheckForm.js';
import { useLoanChanged } from './useLoans.js';

/** Who looked, when, what was seen; and what the county has decided about it. */
export function LoanUsePanel({ loan }: { readonly loan: Loan }) {
  const t = useMessages(loanUseMessages);
  const [isChecking, setChecking] = useState(false);
  const { use } = loan;
  if (loan.drawnFen === 0 && use.checks.length === 0) return null;
  const found = use.decisions.find(({ what }) => what === 'found');
  return (
    <section className="panel" aria-label={t('title')}>
      <div className="panel-head">
        <h2>{t('title')}</h2>
        {use.mayCheck && !isChecking ? (
          <Button className="no-print" type={use.isDue ? 'primary' : 'default'} onClick={() => setChecking(true)}>
            {t('record')}
          </Button>
        ) : null}
      </div>
      {use.isMisused && found ? <p role="status">{t('misused', { on: found.on })}</p> : null}
      <p className="soft">{use.dueOn === null ? t('ended') : t(use.isDue ? 'due' : 'dueOn', { on: use.dueOn })}</p>
      {isChecking ? <UseCheckForm loan={loan} onClose={() => setChecking(false)} /> : null}
      {use.checks.length === 0 ? <p className="soft">{t('none')}</p> : <Checks loan={loan} />}
      <Decisions loan={loan} />
    </section>
  );
}

function Checks({ loan: { use } }: { readonly loan: Loan }) {
  const t = useMessages(loanUseMessages);
  const may = useMay();
  return (
    <ul className="plain-list divided">
      {use.checks.map((one) => (
        <li key={one.id}>
          <p>
            <strong>
              {one.on} · {t(`finding_${one.finding}`)}
            </strong>{' '}
            <span className="soft">{t('seenBy', { name: one.byName })}</span>
          </p>
          <p>{one.remark}</p>
          {one.attachmentIds.length > 0 ? (
            <p className="row">
              <span className="soft">{t('photos', { count: one.attachmentIds.length })}</span>
              {may('attachment.read') ? one.attachmentIds.map((id) => <AttachmentLink key={id} department="finance" id={id} />) : null}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Decisions({ loan }: { readonly loan: Loan }) {
  const t = useMessages(loanUseMessages);
  const { message } = App.useApp();
  const changed = useLoanChanged();
  const [isAsked, setAsked] = useState(false);
  const { decisions, mayDecide } = loan.use;
  const decide = useCommand(
    (reason: string, key) => decideMisuse(loan.id, { what: mayDecide ?? 'found', reason }, key),
    () => {
      void message.success(t('decided'));
      changed();
      setAsked(false);
    },
  );
  return (
    <>
      {decisions.length > 0 ? (
        <ul className="plain-list divided">
          {decisions.map((one) => (
            <li key={`${one.what} ${one.on} ${one.reason}`}>
              <p>
                <strong>
                  {one.on} · {t(`what_${one.what}`)}
                </strong>{' '}
                <span className="soft">{one.byName}</span>
              </p>
              <p className="soft">{t('reason', { reason: one.reason })}</p>
            </li>
          ))}
        </ul>
      ) : null}
      {mayDecide ? (
        <Button className="no-print fit" danger={mayDecide === 'found'} onClick={() => setAsked(true)}>
          {t(mayDecide)}
        </Button>
      ) : null}
      <ReasonDialog
        open={isAsked}
        title={t(mayDecide ?? 'found')}
        confirm={t(mayDecide ?? 'found')}
        hint={t(mayDecide === 'putRight' ? 'putRightHint' : 'foundHint')}
        isPending={decide.isPending}
        problem={decide.problem}
        onConfirm={(reason) => decide.run(reason)}
        onClose={() => setAsked(false)}
      />
    </>
  );
}
