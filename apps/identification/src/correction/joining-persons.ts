import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { parseIdNumber, type IdNumber } from '@jingzhun/domain/id-number';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { Vault } from '@jingzhun/vault';
import { run } from '@jingzhun/persistence';
import { HouseholdEntity } from '../household/household.entity.js';
import { UnusableValue } from '../household/household.errors.js';
import { maskBesideBirthDate } from '../household/masking.js';
import { AlreadyRegistered } from './correction.errors.js';
import type { ShownNumber } from './correction.rules.js';

/** Knows whether a number is in the register, also beyond the caller's area, and says no more than the caller may know. */
@Injectable()
export class JoiningPersons {
  constructor(@Inject(Vault) private readonly vault: Vault) {}

  /** @throws UnusableValue */
  read(text: string, pointer: string, today: PlainDate): IdNumber {
    const number = parseIdNumber(text, today);
    if (!number.ok) throw new UnusableValue(pointer, number.problem);
    return number.value;
  }

  shown({ idNumber18 }: IdNumber): ShownNumber {
    return { masked: maskBesideBirthDate(idNumber18), mark: this.vault.index.of('idNumber', idNumber18).toString('hex', 0, 8) };
  }

  /**
   * The id of a person who is known but in no household now; undefined for a number nobody has.
   * @throws AlreadyRegistered for a member of a household, this one included
   */
  async findFree(em: EntityManager, householdId: string, { idNumber18 }: IdNumber): Promise<string | undefined> {
    const [known] = await run<{ person_id: string; household_id: string | null }>(
      em,
      'select person_id, household_id from registration_of($1::bytea)',
      [this.vault.index.of('idNumber', idNumber18)],
    );
    if (!known) return undefined;
    if (known.household_id === null) return known.person_id;
    if (known.household_id === householdId) throw new AlreadyRegistered({ sameHousehold: true });
    const inSight = await em.findOne(HouseholdEntity, { id: known.household_id });
    throw new AlreadyRegistered(inSight ? { householdNumber: inSight.number } : 'beyond-area');
  }

  /** @throws AlreadyRegistered when another person has the number */
  async assertUnused(em: EntityManager, householdId: string, personId: string, number: IdNumber): Promise<void> {
    const [known] = await run<{ person_id: string; household_id: string | null }>(
      em,
      'select person_id, household_id from registration_of($1::bytea)',
      [this.vault.index.of('idNumber', number.idNumber18)],
    );
    if (!known || known.person_id === personId) return;
    if (known.household_id === null) throw new AlreadyRegistered('beyond-area');
    await this.findFree(em, householdId, number);
  }
}
