import type { RegisterImport, RegisterStatus } from '../../../api/identification/registers.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { registerMessages } from './registers.messages.js';

const statusTones: Readonly<Record<RegisterStatus['state'], Tone>> = { fresh: 'done', old: 'waiting', missing: 'stopped' };
const importTones: Readonly<Record<RegisterImport['state'], Tone>> = {
  received: 'quiet',
  taken: 'done',
  failed: 'stopped',
  withdrawn: 'stopped',
};

export function RegisterStateTag({ state }: { readonly state: RegisterStatus['state'] }) {
  const t = useMessages(registerMessages);
  return <StatusTag tone={statusTones[state]}>{t(`state_${state}`)}</StatusTag>;
}

export function RegisterImportTag({ state }: { readonly state: RegisterImport['state'] }) {
  const t = useMessages(registerMessages);
  return <StatusTag tone={importTones[state]}>{t(`importState_${state}`)}</StatusTag>;
}
