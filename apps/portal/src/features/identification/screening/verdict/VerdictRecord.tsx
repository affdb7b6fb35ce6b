import { Alert, Button } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import type { RuleVerdict, Verdict } from '../../../../api/identification/screening.js';
import { Facts } from '../../../../components/Facts.js';
import { PageHeader } from '../../../../components/PageHeader.js';
import { formatInstant } from '../../../../i18n/format.js';
import { useMessages } from '../../../../i18n/messages.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { useMay } from '../../../../session.js';
import { useAreaName } from '../../../areas/useDivisions.js';
import { verdictAddress } from '../screening-places.js';
import { screeningWordMessages } from '../screening-words.messages.js';
import { JudgeButton } from './JudgeButton.js';
import { NextStep } from './NextStep.js';
import { ReportButton } from './ReportButton.js';
import { PassedRule, RulePanel } from './RulePanel.js';
import { UsedRegisters } from './UsedRegisters.js';
import { VerdictHistoryPanel } from './VerdictHistoryPanel.js';
import { verdictMessages } from './verdict.messages.js';

/** The same order as every record: who and where, state and next step, facts, timeline; and what it was judged by. */
export function VerdictRecord({ verdict, back }: { readonly verdict: Verdict; readonly back: ReactNode }) {
  const t = useMessages(verdictMessages);
  const words = useMessages(screeningWordMessages);
  const language = useLanguage();
  const areaName = useAreaName();
  const may = useMay();
  useScrollToRule(verdict.id);
  const { subject } = verdict;
  const toLookAt = verdict.rules.filter(({ result }) => result !== 'pass').sort((a, b) => urgencyOf(a) - urgencyOf(b));
  const passed = verdict.rules.filter(({ result }) => result === 'pass');
  const cause = `cause_${verdict.cause}`;
  return (
    <>
      <PageHeader
        title={t('title', { head: subject.headName })}
        lead={
          <span className="row">
            <span>{[words(`kind_${subject.kind}`), areaName(subject.villageCode), subject.number].filter(Boolean).join(' · ')}</span>
            {back}
          </span>
        }
        actions={
          <>
            {verdict.latest && may('screening.confirm') ? <JudgeButton subject={subject} /> : null}
            {verdict.latest && may('objection.receive') ? <ReportButton subject={subject} /> : null}
            <Button onClick={() => window.print()}>{t('print')}</Button>
          </>
        }
      />
      {verdict.latest ? null : (
        <Alert
          type="warning"
          showIcon
          title={t('old', { at: formatInstant(verdict.ranAt) })}
          action={<Link to={verdictAddress(subject)}>{t('toLatest')}</Link>}
        />
      )}
      <NextStep verdict={verdict} />
      {toLookAt.length > 0 ? (
        <section aria-label={t('open')} className="stack">
          <h2>{t('open')}</h2>
          {toLookAt.map((rule) => (
            <RulePanel key={rule.rule} verdict={verdict} rule={rule} />
          ))}
        </section>
      ) : null}
      {passed.length > 0 ? (
        <section className="panel" aria-label={t('passed')}>
          <h2>{t('passed')}</h2>
          {passed.map((rule) => (
            <PassedRule key={rule.rule} verdict={verdict} rule={rule} />
          ))}
        </section>
      ) : null}
      <section className="panel" aria-label={t('version')}>
        <h2>{t('version')}</h2>
        <Facts
          items={[
            { label: t('version'), value: verdict.ruleSet.version },
            { label: t('versionSource'), value: verdict.ruleSet.source[language] },
            { label: t('judgedOn'), value: verdict.judgedOn },
            { label: t('ranAt'), value: formatInstant(verdict.ranAt) },
            { label: t('why'), value: cause in screeningWordMessages.zh ? words(cause as 'cause_run') : verdict.cause },
          ]}
        />
      </section>
      <UsedRegisters registers={verdict.registers} />
      <VerdictHistoryPanel verdict={verdict} />
    </>
  );
}

/** What decides first, then what a person can do, last what waits for a register. */
const urgencyOf = ({ result, answer, waitsFor }: RuleVerdict): number =>
  result === 'veto' ? 0 : result === 'strict' ? (answer ? 4 : 1) : waitsFor === 'register' ? 3 : 2;

/** A link may name the rule it is about. */
function useScrollToRule(verdictId: string): void {
  const { hash } = useLocation();
  useEffect(() => {
    const rule = /^#([VR]\d)$/.exec(hash)?.[1];
    if (rule) document.getElementById(rule)?.scrollIntoView?.({ block: 'start' });
  }, [hash, verdictId]);
}
