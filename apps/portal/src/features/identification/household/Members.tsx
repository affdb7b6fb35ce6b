import { RelationsToHead } from '@jingzhun/domain/relation-to-head';
import { Sexes } from '@jingzhun/domain/sex';
import type { Household, Member } from '../../../api/identification/households.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Facts } from '../../../components/Facts.js';
import { useCodeText } from '../../../i18n/code-text.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { fieldOf, valueInWords } from './field-values.js';
import { householdFieldMessages } from './household-fields.messages.js';
import { householdMessages } from './household.messages.js';
import { Masked } from './Masked.js';
import './members.css';

export function Members({ household, isPast }: { readonly household: Household; readonly isPast: boolean }) {
  const t = useMessages(householdMessages);
  return (
    <section className="panel" aria-label={t('membersTitle', { count: household.members.length })}>
      <h2>{t('membersTitle', { count: household.members.length })}</h2>
      {household.members.length === 0 ? <EmptyState title={t('noMembers')} /> : null}
      <ul className="plain-list members">
        {[...household.members]
          .sort((a, b) => Number(b.isHead) - Number(a.isHead))
          .map((member) => (
            <MemberItem key={member.personId} member={member} householdId={household.id} isPast={isPast} />
          ))}
      </ul>
    </section>
  );
}

const atOnce: readonly string[] = ['health', 'education', 'school', 'labour', 'workPlace'];

function MemberItem({ member, householdId, isPast }: { readonly member: Member; readonly householdId: string; readonly isPast: boolean }) {
  const t = useMessages(householdMessages);
  const f = useMessages(householdFieldMessages);
  const text = useCodeText();
  const language = useLanguage();
  const facts = Object.entries(member.facts).filter(([, value]) => value !== null && value !== undefined);
  const words = (key: string, value: unknown) => valueInWords(key, value, f, language);
  const first = facts.filter(([key]) => atOnce.includes(key));
  const more = facts.filter(([key]) => !atOnce.includes(key) && fieldOf(key));
  return (
    <li>
      <div className="member-head">
        <strong>{member.name}</strong>
        <span>{text(RelationsToHead, member.relation)}</span>
        <span>{text(Sexes, member.sex)}</span>
        <span className="nowrap">
          {member.birthDate ?? '—'}
          {member.age === null ? '' : ` (${t('years', { count: member.age })})`}
        </span>
        <span>
          <Masked householdId={householdId} field="idNumber" personId={member.personId} masked={member.idNumberMasked} enabled={!isPast} />
          {member.idNumberConverted ? <span className="soft"> {t('converted')}</span> : null}
        </span>
      </div>
      <p className="soft">{first.map(([key, value]) => words(key, value)).join(' · ')}</p>
      {more.length > 0 ? (
        <details>
          <summary>{t('more')}</summary>
          <Facts items={more.map(([key, value]) => ({ label: f(fieldOf(key) ?? 'name'), value: words(key, value) }))} />
        </details>
      ) : null}
    </li>
  );
}
