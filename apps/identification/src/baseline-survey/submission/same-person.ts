import { Inject, Injectable } from '@nestjs/common';
import { parseIdNumber } from '@jingzhun/domain/id-number';
import { Clock, newId } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import type pg from 'pg';
import { ID_MARK } from '../../household/number-marks.js';
import { membersOf, type Answers } from '../form/answers.js';
import { openConflict, type UnitRow } from './unit-rows.js';

type Numbers = Map<string, Buffer>;

/** Finds persons who were surveyed twice: the number is compared by its blind index, also beyond the area, and nothing else is said. */
@Injectable()
export class SamePerson {
  constructor(
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Indexes of the numbers somebody typed, by member; who has left does not count. */
  numbersOf(answers: Answers): Numbers {
    const numbers: Numbers = new Map();
    for (const [id, { idNumber, leaving }] of membersOf(answers)) {
      if (typeof idNumber !== 'string' || leaving !== undefined) continue;
      const number = parseIdNumber(idNumber);
      if (number.ok) numbers.set(id, this.vault.index.of('idNumber', number.value.idNumber18));
    }
    return numbers;
  }

  /** Marks of the numbers somebody typed, as the register keeps them beside a mask: equal marks, equal numbers. By number. */
  async marksOf(client: pg.ClientBase, answers: Answers): Promise<Map<string, string>> {
    const typed = new Map<string, Buffer>();
    for (const { idNumber } of membersOf(answers).values()) {
      const number = typeof idNumber === 'string' ? parseIdNumber(idNumber) : undefined;
      if (number?.ok) typed.set(idNumber as string, this.vault.index.of('idNumber', number.value.idNumber18));
    }
    const { rows } = await client.query<{ index: string; mark: string }>(
      `select encode(p.id_index, 'hex') as index, ${ID_MARK} as mark from person p where p.id_index = any ($1::bytea[])`,
      [[...typed.values()]],
    );
    const registered = new Map(rows.map(({ index, mark }) => [index, mark]));
    return new Map([...typed].map(([number, index]) => [number, registered.get(index.toString('hex')) ?? '']));
  }

  /** Members of one set of answers with the same number; the later ids. */
  twiceIn(answers: Answers): string[] {
    const seen = new Set<string>();
    const twice: string[] = [];
    for (const [id, index] of [...this.numbersOf(answers)].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const text = index.toString('hex');
      if (seen.has(text)) twice.push(id);
      seen.add(text);
    }
    return twice;
  }

  /** Members with a number that the register already has in this very household, under another person. */
  async registeredHere(client: pg.ClientBase, unit: UnitRow, answers: Answers): Promise<string[]> {
    const found: string[] = [];
    if (unit.householdId === null) return found;
    for (const [memberId, index] of this.numbersOf(answers)) {
      const registration = await registrationOf(client, index);
      if (registration?.household_id === unit.householdId && registration.person_id !== memberId) found.push(memberId);
    }
    return found;
  }

  /** Keeps the numbers of the unit for later comparison and opens a conflict for every household that has one of them as well. */
  async compare(client: pg.ClientBase, unit: UnitRow, submissionId: string, answers: Answers): Promise<boolean> {
    const numbers = this.numbersOf(answers);
    await client.query('delete from survey_person where unit_id = $1', [unit.id]);
    await client.query(
      `insert into survey_person (unit_id, member_id, round_id, village_code, id_index)
       select $1, n.member_id, $2, $3, n.id_index from unnest($4::uuid[], $5::bytea[]) as n(member_id, id_index)`,
      [unit.id, unit.roundId, unit.villageCode, [...numbers.keys()], [...numbers.values()]],
    );
    const others = await this.othersWith(client, unit, numbers);
    if (this.twiceIn(answers).length > 0) others.push({ unitId: unit.id });
    const { rows } = await client.query<{ other: string }>(
      `select coalesce(other_unit_id, other_household_id) as other from survey_conflict where unit_id = $1 and kind = 'double' and state <> 'superseded'`,
      [unit.id],
    );
    // one question at a time: the others are asked when this one is answered and the numbers are still the same
    const first = others.find(({ unitId, householdId }) => !rows.some(({ other }) => other === (unitId ?? householdId)));
    if (!first) return false;
    await openConflict(client, {
      id: newId(this.clock),
      unit,
      submissionId,
      kind: 'double',
      otherUnitId: first.unitId,
      otherHouseholdId: first.householdId,
      at: this.clock.now(),
    });
    return true;
  }

  private async othersWith(client: pg.ClientBase, unit: UnitRow, numbers: Numbers): Promise<Other[]> {
    if (numbers.size === 0) return [];
    const { rows } = await client.query<{ unitId: string }>('select unit_id as "unitId" from surveyed_elsewhere($1, $2, $3)', [
      unit.roundId,
      unit.id,
      [...numbers.values()],
    ]);
    const others: Other[] = [...rows];
    for (const [memberId, index] of numbers) {
      const registration = await registrationOf(client, index);
      if (!registration?.household_id || registration.household_id === unit.householdId || registration.person_id === memberId) continue;
      others.push({ householdId: registration.household_id });
    }
    return others;
  }
}

/** Only the id is kept; who may see the other household is told which it is. */
interface Other {
  unitId?: string;
  householdId?: string;
}

async function registrationOf(
  client: pg.ClientBase,
  index: Buffer,
): Promise<{ person_id: string; household_id: string | null } | undefined> {
  const { rows } = await client.query<{ person_id: string; household_id: string | null }>(
    'select person_id, household_id from registration_of($1::bytea)',
    [index],
  );
  return rows[0];
}
