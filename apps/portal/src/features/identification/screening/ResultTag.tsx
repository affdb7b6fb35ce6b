import type { RuleResult, Standing } from '../../../api/identification/screening.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { screeningWordMessages } from './screening-words.messages.js';

const tones: Readonly<Record<RuleResult | Standing, Tone>> = {
  pass: 'done',
  passed: 'done',
  veto: 'waiting',
  strict: 'waiting',
  unknown: 'stopped',
};

export function ResultTag({ result }: { readonly result: RuleResult }) {
  const t = useMessages(screeningWordMessages);
  return <StatusTag tone={tones[result]}>{t(`result_${result}`)}</StatusTag>;
}

export function StandingTag({ standing }: { readonly standing: Standing | null }) {
  const t = useMessages(screeningWordMessages);
  return <StatusTag tone={standing ? tones[standing] : 'quiet'}>{t(`standing_${standing ?? 'never'}`)}</StatusTag>;
}
