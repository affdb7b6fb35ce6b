import type { Finding } from '../../../api/identification/findings.js';
import type { HouseholdFinding, Member } from '../../../api/identification/households.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { findingMessages } from './findings.messages.js';
import { useRuleText } from './useFindingRules.js';

/** What the rule says, whom it is about, and what to do. */
export function FindingText({
  finding,
  members = [],
}: {
  readonly finding: HouseholdFinding & Pick<Finding, 'personName'>;
  readonly members?: readonly Member[];
}) {
  const t = useMessages(findingMessages);
  const ruleText = useRuleText();
  const language = useLanguage();
  const reasons = finding.reasons?.length ? finding.reasons.map((reason) => reason[language]).join('') : undefined;
  const name = finding.personName ?? members.find((member) => member.personId === finding.personId)?.name;
  return (
    <span>
      {reasons ?? finding.title?.[language] ?? ruleText(finding.rule)}
      {name ? ` · ${t('person', { name })}` : ''}
      {finding.next ? <span className="soft finding-next">{finding.next[language]}</span> : null}
    </span>
  );
}
