/** How somebody stands after all rules: the worst counts; a strict review counts until its reason is written. */
export type Standing = 'veto' | 'unknown' | 'strict' | 'passed';

export function standingOf({
  veto,
  strict,
  unknown,
  answered,
}: {
  veto: number;
  strict: number;
  unknown: number;
  answered: number;
}): Standing {
  if (veto !== 0) return 'veto';
  if (unknown !== 0) return 'unknown';
  return (strict & ~answered) !== 0 ? 'strict' : 'passed';
}
