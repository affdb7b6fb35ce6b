import type { Principal } from '@jingzhun/auth';
import { containsArea, type DivisionPrefix } from '@jingzhun/domain/division-code';

export type Capacity = 'named' | 'substitute';

/** Who decides a round's conflicts: from before names were kept anybody, then the named person, the substitute, or nobody. */
export type Standing = 'anyone' | Capacity | 'nobody';

interface NamedNow {
  capacity: Capacity;
  current: boolean;
  canAct: boolean;
}

export function standingOf(deciders: readonly NamedNow[]): Standing {
  if (deciders.length === 0) return 'anyone';
  const able = (wanted: Capacity): boolean => deciders.some(({ capacity, current, canAct }) => current && canAct && capacity === wanted);
  if (able('named')) return 'named';
  return able('substitute') ? 'substitute' : 'nobody';
}

/** Who opened the round (before it is open: who planned it), and whether that account can still act for it. */
export interface Opener {
  id: string;
  canAct: boolean;
}

/** It is the opener's to name; when he has left, any officer who is responsible for the whole of the round. */
export const mayName = (principal: Pick<Principal, 'accountId' | 'area'>, area: DivisionPrefix, opener: Opener): boolean =>
  containsArea(principal.area, area) && (opener.id === principal.accountId || !opener.canAct);
