import type { ImportState } from '../../../api/identification/imports.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { importMessages } from './imports.messages.js';

const tones: Readonly<Record<ImportState, Tone>> = {
  uploaded: 'quiet',
  checking: 'quiet',
  previewed: 'waiting',
  releasing: 'quiet',
  released: 'done',
  discarded: 'stopped',
  failed: 'stopped',
};

export function ImportStateTag({ state }: { readonly state: ImportState }) {
  const t = useMessages(importMessages);
  return <StatusTag tone={tones[state]}>{t(`state_${state}`)}</StatusTag>;
}
