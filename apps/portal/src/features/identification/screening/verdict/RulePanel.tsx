import { App, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { withdrawConfirmation, type RuleVerdict, type Verdict } from '../../../../api/identification/screening.js';
import { useCommand } from '../../../../api/useCommand.js';
import { ReasonDialog } from '../../../../components/ReasonDialog.js';
import { useMessages } from '../../../../i18n/messages.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { useMay } from '../../../../session.js';
import { AttachmentLink } from '../../../evidence/AttachmentLink.js';
import { ResultTag } from '../ResultTag.js';
import { useVerdictChanged } from '../useVerdict.js';
import { ReportsPanel } from './ReportsPanel.js';
import { RuleFacts } from './RuleFacts.js';
import { verdictMessages } from './verdict.messages.js';
import './verdict.css';

const ConfirmDrawer = lazy(async () => ({ default: (await import('../decision/ConfirmDrawer.js')).ConfirmDrawer }));
const AnswerDrawer = lazy(async () => ({ default: (await import('../decision/AnswerDrawer.js')).AnswerDrawer }));

interface Props {
  readonly verdict: Verdict;
  readonly rule: RuleVerdict;
}

/** One rule: what it says, why, who confirmed, and what would change it; with the deeds the reader may do. */
export function RulePanel({ verdict, rule }: Props) {
  const language = useLanguage();
  return (
    <article id={rule.rule} className="panel rule-panel" aria-labelledby={`title-${rule.rule}`}>
      <div className="panel-head">
        <h3 id={`title-${rule.rule}`}>
          {rule.rule} {rule.title[language]}
        </h3>
        <ResultTag result={rule.result} />
      </div>
      <p className="rule-statement">{rule.statement[language]}</p>
      <Body verdict={verdict} rule={rule} />
    </article>
  );
}

/** A rule that is met takes a line; what was cleared up or confirmed is said, the rest on demand. */
export function PassedRule({ verdict, rule }: Props) {
  const t = useMessages(verdictMessages);
  const language = useLanguage();
  const isWorthSaying = rule.facts.length > 0 || rule.confirmation !== null;
  return (
    <article id={rule.rule} className="rule-panel rule-passed" aria-labelledby={`title-${rule.rule}`}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <h3 id={`title-${rule.rule}`}>
          {rule.rule} {rule.title[language]}
        </h3>
        <ResultTag result={rule.result} />
      </div>
      {isWorthSaying ? <p>{rule.statement[language]}</p> : null}
      <details>
        <summary>{t('details')}</summary>
        {isWorthSaying ? null : <p>{rule.statement[language]}</p>}
        <Body verdict={verdict} rule={rule} />
      </details>
    </article>
  );
}

function Body({ verdict, rule }: Props) {
  const t = useMessages(verdictMessages);
  const language = useLanguage();
  return (
    <>
      {rule.withheld ? <p className="soft">{t('withheld')}</p> : null}
      <RuleFacts rule={rule} />
      <Confirmed rule={rule} />
      {rule.wouldChange.length > 0 ? (
        <>
          <h4>{t('wouldChange')}</h4>
          <ul className="rule-changes">
            {rule.wouldChange.map((words) => (
              <li key={words.zh}>{words[language]}</li>
            ))}
          </ul>
        </>
      ) : null}
      <details>
        <summary>{t('ruleText')}</summary>
        <p>{rule.text[language]}</p>
        <p className="soft">
          {t('version')} {verdict.ruleSet.version}
        </p>
      </details>
      <Deeds verdict={verdict} rule={rule} />
    </>
  );
}

function Confirmed({ rule: { confirmation, answer } }: { readonly rule: RuleVerdict }) {
  const t = useMessages(verdictMessages);
  const language = useLanguage();
  return (
    <>
      {confirmation ? (
        <>
          <h4>{t('confirmed')}</h4>
          {confirmation.words ? <p>{confirmation.words[language]}</p> : null}
          <p className="soft">{t('confirmedBy', { name: confirmation.byName, on: confirmation.on, until: confirmation.until })}</p>
          {confirmation.note ? <p>{t('note', { note: confirmation.note })}</p> : null}
          <Evidence ids={confirmation.attachments} />
        </>
      ) : null}
      {answer ? (
        <>
          <h4>{t('answered')}</h4>
          {answer.reason ? <p>{answer.reason}</p> : null}
          <p className="soft">{t('answeredBy', { name: answer.byName, on: answer.on })}</p>
          <Evidence ids={answer.attachments} />
        </>
      ) : null}
    </>
  );
}

function Evidence({ ids }: { readonly ids: readonly string[] }) {
  const may = useMay();
  if (ids.length === 0 || !may('attachment.read')) return null;
  return (
    <div className="row no-print">
      {ids.map((id) => (
        <AttachmentLink key={id} department="identification" id={id} />
      ))}
    </div>
  );
}

function Deeds({ verdict, rule }: Props) {
  const t = useMessages(verdictMessages);
  const may = useMay();
  const { message } = App.useApp();
  const changed = useVerdictChanged();
  const [open, setOpen] = useState<'confirm' | 'answer' | 'withdraw' | 'reports'>();
  const close = () => setOpen(undefined);
  const withdraw = useCommand(
    (reason: string, key) => withdrawConfirmation(rule.confirmation?.id ?? '', reason, key),
    () => {
      close();
      void message.success(t('withdrawn'));
      changed();
    },
  );
  const mayWithdraw = verdict.latest && rule.confirmation !== null && !rule.withheld && may('screening.confirm');
  const mayReadReports = rule.rule === 'R4' && may('screening.sensitive');
  if (rule.grounds.length === 0 && !rule.mayAnswer && !mayWithdraw && !mayReadReports) return null;
  const isOpen = rule.result === 'unknown' && rule.waitsFor === 'person';
  return (
    <div className="row no-print" style={{ marginTop: 10 }}>
      {rule.mayAnswer ? (
        <Button {...(rule.answer ? {} : { type: 'primary' as const })} onClick={() => setOpen('answer')}>
          {t(rule.answer ? 'answerAgain' : 'answer')}
        </Button>
      ) : null}
      {rule.grounds.length > 0 ? (
        <Button {...(isOpen ? { type: 'primary' as const } : {})} onClick={() => setOpen('confirm')}>
          {t('confirm')}
        </Button>
      ) : null}
      {mayWithdraw ? <Button onClick={() => setOpen('withdraw')}>{t('withdraw')}</Button> : null}
      {mayReadReports ? <Button onClick={() => setOpen(open === 'reports' ? undefined : 'reports')}>{t('reports')}</Button> : null}
      <Suspense>
        {open === 'confirm' ? <ConfirmDrawer verdict={verdict} rule={rule} onClose={close} /> : null}
        {open === 'answer' ? <AnswerDrawer verdict={verdict} rule={rule} onClose={close} /> : null}
      </Suspense>
      {open === 'reports' ? <ReportsPanel screeningId={verdict.id} /> : null}
      <ReasonDialog
        open={open === 'withdraw'}
        title={t('withdrawTitle')}
        confirm={t('withdraw')}
        isPending={withdraw.isPending}
        problem={withdraw.problem}
        onConfirm={withdraw.run}
        onClose={() => {
          close();
          withdraw.forget();
        }}
      />
    </div>
  );
}
