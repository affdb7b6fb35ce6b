import { useCallback } from 'react';
import type { RegisterStatus } from '../../../api/identification/registers.js';
import { useMay } from '../../../session.js';

/** Each imports only the registers that are his: what others must not read comes to the verification officer, the rest to the county. */
export function useMayImport(): (register: Pick<RegisterStatus, 'sensitive'>) => boolean {
  const may = useMay();
  return useCallback(({ sensitive }) => may(sensitive ? 'register.import-sensitive' : 'register.import'), [may]);
}
