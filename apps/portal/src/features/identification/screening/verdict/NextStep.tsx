import { Link } from 'react-router';
import type { RuleResult, RuleVerdict, Verdict } from '../../../../api/identification/screening.js';
import { useMessages } from '../../../../i18n/messages.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { useMay } from '../../../../session.js';
import { StandingTag } from '../ResultTag.js';
import { verdictMessages } from './verdict.messages.js';

/** The verdict in one line, and each rule that stands in the way with what it waits for: what a person does line by line, what waits for registers together. */
export function NextStep({ verdict }: { readonly verdict: Verdict }) {
  const t = useMessages(verdictMessages);
  const of = (result: RuleResult) => verdict.rules.filter((rule) => rule.result === result);
  const forRegister = of('unknown').filter((rule) => rule.waitsFor === 'register' && !isUnderReview(rule));
  const forPerson = of('unknown').filter((rule) => !forRegister.includes(rule));
  return (
    <section className="panel" aria-label={t('next')}>
      <div className="panel-head">
        <h2>{t('next')}</h2>
        <StandingTag standing={verdict.standing} />
      </div>
      <p className="soft">{t('lead', { date: verdict.judgedOn })}</p>
      {verdict.standing === 'passed' ? <p>{t('nothing')}</p> : null}
      <Rules words="decidedBy_veto" rules={of('veto')} />
      <Rules words="decidedBy_unknown" rules={forPerson} waits />
      <Rules words="decidedBy_strict" rules={of('strict').filter(({ answer }) => !answer)} waits />
      {forRegister.length > 0 ? <WaitForRegisters rules={forRegister} /> : null}
    </section>
  );
}

const isUnderReview = ({ lacking }: RuleVerdict): boolean => lacking.some(({ why }) => why === 'under-review');

interface RulesProps {
  readonly words: 'decidedBy_veto' | 'decidedBy_unknown' | 'decidedBy_strict';
  readonly rules: readonly RuleVerdict[];
  readonly waits?: boolean;
}

function Rules({ words, rules, waits = false }: RulesProps) {
  const t = useMessages(verdictMessages);
  const language = useLanguage();
  if (rules.length === 0) return null;
  return (
    <div style={{ marginTop: 8 }}>
      <p>{t(words, { count: rules.length })}</p>
      <ul className="plain-list divided">
        {rules.map((rule) => (
          <li key={rule.rule} className="row" style={{ justifyContent: 'space-between' }}>
            <a href={`#${rule.rule}`}>
              {rule.rule} {rule.title[language]}
            </a>
            {waits ? <WaitsFor rule={rule} /> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Whoever reads it and may act is told so; to others it says whose turn it is. */
function WaitsFor({ rule }: { readonly rule: RuleVerdict }) {
  const t = useMessages(verdictMessages);
  const may = useMay();
  if (rule.result === 'strict') return rule.mayAnswer ? <strong>{t('writeReasonYou')}</strong> : <span>{t('writeReason')}</span>;
  if (isUnderReview(rule))
    return (
      <p>
        {t('waitMatch')} {may('screening.confirm') ? <Link to="/identification/register-matches">{t('toMatches')}</Link> : null}
      </p>
    );
  if (rule.grounds.length > 0) return <strong>{t('waitYou')}</strong>;
  return <span>{t(rule.withheld ? 'waitSensitive' : 'waitPerson')}</span>;
}

/** One import after the other answers them; nothing is to be done about this household. */
function WaitForRegisters({ rules }: { readonly rules: readonly RuleVerdict[] }) {
  const t = useMessages(verdictMessages);
  const language = useLanguage();
  const may = useMay();
  const imports = may('register.import');
  return (
    <div style={{ marginTop: 8 }}>
      <p>
        {t(imports ? 'waitRegister' : 'waitCounty', { count: rules.length })}{' '}
        {imports ? <Link to="/identification/registers">{t('toRegisters')}</Link> : null}
      </p>
      <ul className="plain-list row" style={{ rowGap: 0 }}>
        {rules.map((rule) => (
          <li key={rule.rule}>
            <a href={`#${rule.rule}`}>
              {rule.rule} {rule.title[language]}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
