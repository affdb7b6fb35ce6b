import { Link } from 'react-router';
import type { RuleResult, RuleVerdict, Verdict } from '../../../../api/identification/screening.js';
import { useMessages } from '../../../../i18n/messages.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { useMay } from '../../../../session.js';
import { StandingTag } from '../ResultTag.js';
import { verdictMessages } from './verdict.messages.js';

const KINDS = ['veto', 'unknown', 'strict'] as const satisfies readonly RuleResult[];

/** The verdict in one line, and each rule that stands in the way with what it waits for. */
export function NextStep({ verdict }: { readonly verdict: Verdict }) {
  const t = useMessages(verdictMessages);
  const language = useLanguage();
  const isSettled = verdict.standing === 'passed';
  return (
    <section className="panel" aria-label={t('next')}>
      <div className="panel-head">
        <h2>{t('next')}</h2>
        <StandingTag standing={verdict.standing} />
      </div>
      <p className="soft">{t('lead', { date: verdict.judgedOn })}</p>
      {isSettled ? <p>{t('nothing')}</p> : null}
      {KINDS.map((kind) => {
        const rules = verdict.rules.filter((rule) => rule.result === kind && (kind !== 'strict' || !rule.answer));
        if (rules.length === 0) return null;
        return (
          <div key={kind} style={{ marginTop: 8 }}>
            <p>{t(`decidedBy_${kind}`, { count: rules.length })}</p>
            <ul className="plain-list divided">
              {rules.map((rule) => (
                <li key={rule.rule} className="row" style={{ justifyContent: 'space-between' }}>
                  <a href={`#${rule.rule}`}>
                    {rule.rule} {rule.title[language]}
                  </a>
                  {kind === 'veto' ? null : <WaitsFor rule={rule} />}
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

/** Whoever reads it and may act is told so; to others it says whose turn it is. */
function WaitsFor({ rule }: { readonly rule: RuleVerdict }) {
  const t = useMessages(verdictMessages);
  const may = useMay();
  if (rule.result === 'strict') return rule.mayAnswer ? <strong>{t('writeReasonYou')}</strong> : <span>{t('writeReason')}</span>;
  if (rule.waitsFor !== 'register') {
    if (rule.grounds.length > 0) return <strong>{t('waitYou')}</strong>;
    return <span>{t(rule.withheld ? 'waitSensitive' : 'waitPerson')}</span>;
  }
  if (may('screening.confirm') && rule.lacking.some(({ why }) => why === 'under-review'))
    return (
      <p>
        {t('waitMatch')} <Link to="/identification/register-matches">{t('toMatches')}</Link>
      </p>
    );
  if (!may('register.import')) return <span>{t('waitCounty')}</span>;
  return (
    <p>
      {t('waitRegister')} <Link to="/identification/registers">{t('toRegisters')}</Link>
    </p>
  );
}
