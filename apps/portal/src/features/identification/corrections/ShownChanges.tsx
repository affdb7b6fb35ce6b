import type { ShownChange } from '../../../api/identification/corrections.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { fieldOf, valueInWords } from '../household/field-values.js';
import { householdFieldMessages } from '../household/household-fields.messages.js';
import { correctionMessages } from './correction.messages.js';
import './shown-changes.css';

const limit = 12;

/** Before and after, field by field, in the words of the form. Values arrive masked. */
export function ShownChanges({ changes }: { readonly changes: readonly ShownChange[] }) {
  const t = useMessages(correctionMessages);
  const f = useMessages(householdFieldMessages);
  const language = useLanguage();
  const known = changes.filter((change) => !/Mark$|\.id$|PersonId$/.test(change.field));
  if (known.length === 0) return null;
  const words = (field: string, value: unknown) => {
    if (value === null || value === undefined) return t('nothing');
    if (typeof value === 'object' && !Array.isArray(value)) return nameIn(value) ?? t('nothing');
    return valueInWords(field, value, f, language);
  };
  const label = (field: string) => {
    const name = fieldOf(field);
    const isMember = /^members[./]/.test(field);
    const year = /^incomes[./](\d{4})/.exec(field)?.[1];
    const words = name ? f(name) : isMember ? t('member') : field;
    return [isMember && name ? t('member') : '', year ?? '', words].filter(Boolean).join(' ');
  };
  return (
    <ul className="plain-list shown-changes">
      {known.slice(0, limit).map((change) => (
        <li key={change.field}>
          <span className="soft">{label(change.field)}</span>
          <span>
            <span className="visually-hidden">{t('before')} </span>
            <del>{words(change.field, change.before)}</del>
            <span aria-hidden> → </span>
            <span className="visually-hidden">{t('after')} </span>
            <ins>{words(change.field, change.after)}</ins>
          </span>
        </li>
      ))}
      {known.length > limit ? <li className="soft">… +{known.length - limit}</li> : null}
    </ul>
  );
}

/** A whole member that joins or leaves is told by the name. */
function nameIn(value: object): string | undefined {
  const name: unknown = 'name' in value ? value.name : undefined;
  return typeof name === 'string' ? name : undefined;
}
