import { useCallback } from 'react';
import type { RegisterKind } from '../../../api/identification/registers.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useRegisters } from './useRegisters.js';

/** What a register is called, as the service says. */
export function useRegisterName(): (kind: RegisterKind) => string {
  const language = useLanguage();
  const { data } = useRegisters();
  return useCallback((kind) => data?.items.find((register) => register.kind === kind)?.name[language] ?? '', [data, language]);
}
