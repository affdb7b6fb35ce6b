import type { EntityManager } from '@mikro-orm/postgresql';
import { parseBankAccount } from '@jingzhun/domain/bank-account';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { PolicySnapshot } from '@jingzhun/policy';
import { decideIncome } from '../household/net-income.js';
import type { HouseholdState } from '../household/household-state.js';
import type { SealedNumber } from '../household/household.entity.js';
import { UnusableValue } from '../household/household.errors.js';
import type { SealedNumbers } from '../household/sealed-numbers.js';
import type { BankChanges, CorrectionChanges } from './correction.dto.js';
import { withBank, withCategory, withCauses, withGroup, withIdentity, withIncome, withLiving, withMembers } from './correction.rules.js';
import type { JoiningPersons } from './joining-persons.js';

export interface Circumstances {
  householdId: string;
  validFrom: string;
  today: PlainDate;
  at: Date;
  policy: PolicySnapshot;
  persons: JoiningPersons;
  numbers: SealedNumbers;
}

/** The household as the correction would make it. Refuses what cannot be, at the proposal and again at the decision. */
export async function proposedState(
  em: EntityManager,
  state: HouseholdState,
  { kind, changes }: CorrectionChanges,
  circumstances: Circumstances,
): Promise<HouseholdState> {
  const { persons, numbers, today, householdId, validFrom, policy, at } = circumstances;
  switch (kind) {
    case 'cause':
      return withCauses(state, changes);
    case 'category':
      return withCategory(state, changes);
    case 'living':
      return withLiving(state, changes);
    case 'group':
      return withGroup(state, changes);
    case 'bank': {
      const sealed = sealedAccount(numbers, householdId, changes);
      return withBank(state, changes.bankName, sealed && { masked: sealed.masked, mark: sealed.index.toString('hex', 0, 8) });
    }
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

/** @throws UnusableValue for a text that is no account */
export function sealedAccount(numbers: SealedNumbers, householdId: string, { account }: BankChanges): SealedNumber | null {
  if (account === null) return null;
  const parsed = parseBankAccount(account);
  if (!parsed.ok) throw new UnusableValue('/changes/account', parsed.problem);
  return numbers.bankAccount(householdId, parsed.value.account);
}
