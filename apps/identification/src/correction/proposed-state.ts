import type { EntityManager } from '@mikro-orm/postgresql';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { PolicySnapshot } from '@jingzhun/policy';
import { decideIncome } from '../household/net-income.js';
import type { HouseholdState } from '../household/household-state.js';
import type { CorrectionChanges } from './correction.dto.js';
import { withCategory, withCauses, withIdentity, withIncome, withMembers } from './correction.rules.js';
import type { JoiningPersons } from './joining-persons.js';

export interface Circumstances {
  householdId: string;
  validFrom: string;
  today: PlainDate;
  at: Date;
  policy: PolicySnapshot;
  persons: JoiningPersons;
}

/** The household as the correction would make it. Refuses what cannot be, at the proposal and again at the decision. */
export async function proposedState(
  em: EntityManager,
  state: HouseholdState,
  { kind, changes }: CorrectionChanges,
  circumstances: Circumstances,
): Promise<HouseholdState> {
  const { persons, today, householdId, validFrom, policy, at } = circumstances;
  switch (kind) {
    case 'cause':
      return withCauses(state, changes);
    case 'category':
      return withCategory(state, changes);
    case 'income':
      return withIncome(state, changes, decideIncome(changes, state.memberCount, policy.value('income.countedTransfers')), at);
    case 'identity': {
      if (changes.idNumber === undefined) return withIdentity(state, changes, undefined);
      const value = persons.read(changes.idNumber, '/changes/idNumber', today);
      await persons.assertUnused(em, householdId, changes.personId, value);
      return withIdentity(state, changes, { value, shown: persons.shown(value) });
    }
    case 'members': {
      const joining = [];
      for (const [i, { idNumber }] of changes.add.entries()) {
        const number = persons.read(idNumber, `/changes/add/${i}/idNumber`, today);
        const known = await persons.findFree(em, householdId, number);
        joining.push({ personId: known ?? `new-${i + 1}`, number, shown: persons.shown(number) });
      }
      return withMembers(state, changes, joining, validFrom);
    }
  }
}
