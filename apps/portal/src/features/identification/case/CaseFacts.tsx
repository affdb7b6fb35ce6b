import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { RelationsToHead } from '@jingzhun/domain/relation-to-head';
import { Sexes } from '@jingzhun/domain/sex';
import { Alert } from 'antd';
import { Link } from 'react-router';
import type { Case, CaseMember } from '../../../api/identification/applications.js';
import { Facts } from '../../../components/Facts.js';
import { useCodeText } from '../../../i18n/code-text.js';
import { formatYuan } from '../../../i18n/format.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { caseAddress } from '../cases/case-filter.js';
import { caseFormMessages } from '../case-form/case-form.messages.js';
import { declaredKeys } from '../case-form/declared.js';
import { useProblemPlace } from '../case-form/problem-place.js';
import { fieldOf, valueInWords } from '../household/field-values.js';
import { householdFieldMessages } from '../household/household-fields.messages.js';
import { caseMessages } from './case.messages.js';

/** What the household says, as on the paper form; numbers masked. */
export function CaseFacts({ record }: { readonly record: Case }) {
  const t = useMessages(caseMessages);
  const text = useCodeText();
  const { content } = record;
  return (
    <>
      {record.problems.length > 0 ? <Problems record={record} /> : null}
      <section className="panel" aria-label={t('facts')}>
        <h2>{t('facts')}</h2>
        {record.kind === 'registration' ? (
          <Facts
            items={[
              { label: t('wanted'), value: text(HouseholdCategories, stringOf(content['category'])) },
              {
                label: t('causes'),
                value:
                  causesOf(content)
                    .map((cause) => text(PovertyCauses, cause))
                    .join('、') || null,
              },
              { label: t('statement'), value: stringOf(content['statement']) },
            ]}
          />
        ) : null}
        {record.kind === 'categoryChange' ? (
          <Facts
            items={[
              { label: t('wanted'), value: text(HouseholdCategories, stringOf(content['category'])) },
              { label: t('basis'), value: stringOf(content['basis']) },
              { label: t('statement'), value: stringOf(content['statement']) },
            ]}
          />
        ) : null}
        {record.kind === 'removal' ? (
          <Facts
            items={[
              { label: t('ground'), value: groundOf(content['ground']) ? t(`ground_${groundOf(content['ground']) ?? 'veto'}`) : null },
              { label: t('statement'), value: stringOf(content['statement']) },
            ]}
          />
        ) : null}
      </section>
      {record.kind === 'registration' ? <Registration record={record} /> : null}
    </>
  );
}

function Registration({ record }: { readonly record: Case }) {
  const t = useMessages(caseMessages);
  const f = useMessages(householdFieldMessages);
  const form = useMessages(caseFormMessages);
  const language = useLanguage();
  const living = Object.entries(recordOf(record.content['living'])).filter(([key]) => fieldOf(key));
  const incomes = listOf(record.content['incomes']);
  const declared = recordOf(record.content['declared']);
  return (
    <>
      <section className="panel" aria-label={t('members', { count: record.members.length })}>
        <h2>{t('members', { count: record.members.length })}</h2>
        <ul className="plain-list divided">
          {record.members.map((member) => (
            <li key={member.position}>
              <Member member={member} />
            </li>
          ))}
        </ul>
      </section>
      {incomes.length > 0 ? (
        <section className="panel" aria-label={t('incomes')}>
          <h2>{t('incomes')}</h2>
          {incomes.map((income, index) => (
            <Facts
              key={index}
              items={[
                { label: f('year'), value: typeof income['year'] === 'number' ? String(income['year']) : '—' },
                ...(['wageFen', 'businessFen', 'propertyFen', 'businessExpenseFen'] as const).map((key) => ({
                  label: f(fieldOf(key) ?? 'income'),
                  value: typeof income[key] === 'number' ? f('yuan', { value: formatYuan(income[key]) }) : '—',
                })),
                ...Object.entries(recordOf(income['items'])).map(([key, value]) => ({
                  label: f(fieldOf(`items.${key}Fen`) ?? 'transfer'),
                  value: typeof value === 'number' ? f('yuan', { value: formatYuan(value) }) : '—',
                })),
              ]}
            />
          ))}
        </section>
      ) : null}
      {living.length > 0 ? (
        <section className="panel" aria-label={t('living')}>
          <h2>{t('living')}</h2>
          <Facts
            items={living.map(([key, value]) => ({ label: f(fieldOf(key) ?? 'name'), value: valueInWords(key, value, f, language) }))}
          />
        </section>
      ) : null}
      <section className="panel" aria-label={t('declared')}>
        <h2>{t('declared')}</h2>
        <Facts
          items={declaredKeys.map((key) => ({
            label: form(`declared_${key}`),
            value: declared[key] === true ? f('yes') : declared[key] === false ? f('no') : '—',
          }))}
        />
      </section>
    </>
  );
}

function Member({ member }: { readonly member: CaseMember }) {
  const text = useCodeText();
  const f = useMessages(householdFieldMessages);
  const language = useLanguage();
  const facts = Object.entries(member.facts).filter(([key]) => fieldOf(key));
  return (
    <>
      <p>
        <strong>{member.name || '—'}</strong> <span className="soft">{text(RelationsToHead, member.relation)}</span>
      </p>
      <Facts
        items={[
          { label: f('idNumber'), value: <span className="breakable">{member.idNumberMasked || '—'}</span> },
          { label: f('sex'), value: text(Sexes, member.sex) },
          { label: f('birthDate'), value: member.birthDate ?? '—' },
          ...facts.map(([key, value]) => ({ label: f(fieldOf(key) ?? 'name'), value: valueInWords(key, value, f, language) })),
        ]}
      />
    </>
  );
}

function Problems({ record }: { readonly record: Case }) {
  const t = useMessages(caseMessages);
  const language = useLanguage();
  const place = useProblemPlace();
  return (
    <Alert
      type="warning"
      showIcon
      title={t('problems', { count: record.problems.length })}
      description={
        <>
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {record.problems.map((problem) => (
              <li key={`${problem.pointer}${problem.code}`}>
                {place(problem.pointer)}：{problem[language]}
              </li>
            ))}
          </ul>
          {record.state === 'draft' ? <Link to={`${caseAddress(record.id)}/edit`}>{t('edit')}</Link> : null}
        </>
      }
    />
  );
}

type Ground = 'veto' | 'income' | 'untrue' | 'gone';
const groundOf = (value: unknown): Ground | undefined =>
  value === 'veto' || value === 'income' || value === 'untrue' || value === 'gone' ? value : undefined;
const stringOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] => (Array.isArray(value) ? value.map(recordOf) : []);
const causesOf = (content: Case['content']): string[] => {
  const further = Array.isArray(content['secondaryCauses']) ? (content['secondaryCauses'] as unknown[]) : [];
  return [content['mainCause'], ...further].filter((cause): cause is string => typeof cause === 'string');
};
