import type { RuleVerdict } from '../../../../api/identification/screening.js';
import { StatusTag, type Tone } from '../../../../components/StatusTag.js';
import { useMessages } from '../../../../i18n/messages.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { verdictMessages } from './verdict.messages.js';

type RuleFact = RuleVerdict['facts'][number];
const tones: Readonly<Record<RuleFact['role'], Tone>> = { hit: 'waiting', sign: 'stopped', excepted: 'quiet' };

/** Each fact with whom it is about, where it was read and of which day; then the registers without which nobody can say. */
export function RuleFacts({ rule }: { readonly rule: RuleVerdict }) {
  const t = useMessages(verdictMessages);
  const language = useLanguage();
  return (
    <>
      {rule.facts.length > 0 ? (
        <>
          <h4>{t('facts')}</h4>
          <ul className="plain-list divided">
            {rule.facts.map((fact) => (
              <li key={`${fact.role}${fact.mark}`}>
                <div className="row">
                  <StatusTag tone={tones[fact.role]}>{t(`role_${fact.role}`)}</StatusTag>
                  <span>{fact.words[language]}</span>
                </div>
                <p className="soft">
                  {[fact.person ? t('person', { name: fact.person.name }) : '', t('source', { source: fact.source.words[language] })]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
                {fact.exception ? <p>{t('exceptedFor', { why: fact.exception[language] })}</p> : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {rule.lacking.length > 0 ? (
        <>
          <h4>{t('lacking')}</h4>
          <ul className="rule-changes">
            {rule.lacking.map((lack) => (
              <li key={`${lack.register}${lack.why}`}>{lack.words[language]}</li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
