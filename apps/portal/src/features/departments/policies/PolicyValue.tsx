import type { PlainForm, PolicyParameter } from '../../../api/department/policies.js';
import { formatYuan } from '../../../i18n/format.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages, type Say } from '../../../i18n/messages.js';
import { policyMessages } from './policies.messages.js';

type Language = 'zh' | 'en';

/** A value in words: amounts in yuan, choices by their names, parts one below the other. */
export function PolicyValue({ parameter }: { readonly parameter: Pick<PolicyParameter, 'value' | 'unitZh' | 'unitEn' | 'form'> }) {
  const t = useMessages(policyMessages);
  const language = useLanguage();
  const { value, form } = parameter;
  const unit = (language === 'zh' ? parameter.unitZh : parameter.unitEn) ?? '';
  if (form.kind !== 'parts') return <>{`${inWords(value, form, t, language)} ${unit}`.trim()}</>;
  const parts = (value ?? {}) as Readonly<Record<string, unknown>>;
  return (
    <ul className="plain-list">
      {form.parts.map((part) => (
        <li key={part.name}>
          <span className="soft">{part[language]}</span> {inWords(parts[part.name], part.form, t, language)} {unit}
        </li>
      ))}
    </ul>
  );
}

function inWords(value: unknown, form: PlainForm, t: Say<keyof typeof policyMessages.zh>, language: Language): string {
  switch (form.kind) {
    case 'number':
      if (typeof value !== 'number') return '—';
      return form.money ? formatYuan(value) : new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 6 }).format(value);
    case 'yesNo':
      return t(value === true ? 'yes' : 'no');
    case 'choice':
      return form.choices.find(({ code }) => code === value)?.[language] ?? String(value);
    case 'choices':
      return form.choices
        .filter(({ code }) => Array.isArray(value) && value.includes(code))
        .map((choice) => choice[language])
        .join(language === 'zh' ? '、' : ', ');
    case 'list':
      return Array.isArray(value) ? value.join(language === 'zh' ? '、' : ', ') : '—';
    case 'text':
    case 'date':
      return typeof value === 'string' ? value : '—';
    case 'json':
      return JSON.stringify(value);
  }
}
