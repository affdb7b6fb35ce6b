import type { RegisterKind } from './register-kind.js';

export const of = (register: RegisterKind, pick: 'counted' | 'excepted' | 'months' | 'maxAgeDays'): { policy: string; pick: string } => ({
  policy: `screening.register.${register}`,
  pick,
});

/** Counted classes held on the day or given up within the months of the policy; other classes that are not excepted need a look. */
export const held = (fact: RegisterKind) => ({ fact, classes: of(fact, 'counted'), when: 'held', months: of(fact, 'months') });
export const unclear = (fact: RegisterKind) => ({ fact, classes: null, when: 'held', months: of(fact, 'months') });
export const excepted = (fact: RegisterKind, code: string, zh: string, en: string) => ({
  code,
  fact,
  classes: of(fact, 'excepted'),
  when: 'held',
  months: of(fact, 'months'),
  words: { zh, en },
});
export const declared = (what: string) => ({ fact: 'declaration', classes: [what], when: 'held' });
export const clearedUp = (code: string, zh: string, en: string) => ({ code, result: 'pass', words: { zh, en } });
export const notCounted = (code: string, zh: string, en: string) => ({ code, result: 'except', words: { zh, en } });
