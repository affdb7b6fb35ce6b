import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { CheckedNeed } from '../../../api/identification/applications.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { caseMessages } from './case.messages.js';
import './checklist.css';

interface Props {
  readonly needs: readonly CheckedNeed[];
  /** The way to bring what is missing. */
  readonly remedy?: (need: CheckedNeed) => ReactNode;
}

/** Several needs may lack the same thing (no sample is drawn): the officer has one thing to do and reads it once. */
export const saidOnce = (needs: readonly CheckedNeed[]): CheckedNeed[] =>
  needs.filter((need, i) => need.met || needs.findIndex(({ met, zh, by }) => !met && zh === need.zh && by === need.by) === i);

/** What a step needs, missing things first, each with who can bring it and where. */
export function Checklist({ needs, remedy }: Props) {
  const t = useMessages(caseMessages);
  const language = useLanguage();
  const sorted = saidOnce(needs).toSorted((a, b) => Number(a.met) - Number(b.met));
  return (
    <ul className="plain-list checklist">
      {sorted.map((need) => (
        <li key={need.code} className={need.met ? 'checklist-met' : 'checklist-missing'}>
          {need.met ? <CheckCircleOutlined aria-label={t('met')} /> : <ExclamationCircleOutlined aria-label={t('notMet')} />}
          <span>
            {need[language]}
            {need.met ? null : <span className="soft">{t('byWhom', { who: t(`by_${need.by}`) })}</span>}
          </span>
          {need.met ? null : remedy?.(need)}
        </li>
      ))}
    </ul>
  );
}
