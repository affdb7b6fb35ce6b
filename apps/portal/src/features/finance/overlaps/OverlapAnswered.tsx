import type { OverlapAnswered as Answered } from '../../../api/finance/overlaps.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { overlapMessages } from './overlaps.messages.js';

/** After an approval: what warned, and why it was approved all the same. */
export function OverlapAnswered({ overlap: { rules, reason, byName, at } }: { readonly overlap: Answered }) {
  const t = useMessages(overlapMessages);
  const language = useLanguage();
  return (
    <span>
      {t('answered', { rules: rules.map((rule) => rule[language]).join(t('comma')), reason })}{' '}
      <span className="soft">{t('answeredBy', { name: byName, at: formatInstant(at) })}</span>
    </span>
  );
}
