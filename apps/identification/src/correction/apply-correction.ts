import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, type Clock } from '@jingzhun/persistence';
import { decideIncome } from '../household/net-income.js';
import type { HouseholdEntity } from '../household/household.entity.js';
import { HouseholdIncomeEntity } from '../household/household-income.entity.js';
import type { HouseholdState } from '../household/household-state.js';
import { MemberEntity } from '../household/member.entity.js';
import { PersonEntity } from '../household/person.entity.js';
import type { CorrectionChanges, IdentityChanges, MembersChanges } from './correction.dto.js';
import { sealedAccount, type Circumstances } from './proposed-state.js';

export interface Application extends Circumstances {
  clock: Clock;
  accountId: string;
}

/** Brings the rows to `next`, the state the rules have allowed. Leaves version, history and events to the caller. */
export async function applyCorrection(
  em: EntityManager,
  household: HouseholdEntity,
  next: HouseholdState,
  { kind, changes }: CorrectionChanges,
  application: Application,
): Promise<void> {
  switch (kind) {
    case 'cause':
      household.assignCauses(changes.mainCause, changes.secondaryCauses);
      return;
    case 'category':
      household.assignCategory(changes.category);
      return;
    case 'living':
      household.liveAs(changes.living);
      return;
    case 'group':
      household.belongTo(changes.groupName);
      return;
    case 'bank':
      household.changeBank(changes.bankName, sealedAccount(application.numbers, household.id, changes));
      return;
    case 'income': {
      const { transfer, netPerPerson } = decideIncome(changes, household.memberCount, application.policy.value('income.countedTransfers'));
      const { year, items, ...amounts } = changes;
      const income = em.create(HouseholdIncomeEntity, {
        householdId: household.id,
        year,
        revision: next.incomes[year]?.revision ?? 1,
        villageCode: household.villageCode,
        ...amounts,
        transferFen: transfer,
        items,
        members: household.memberCount,
        netPerPersonFen: netPerPerson,
        recordedAt: application.at,
        accountId: application.accountId,
      });
      em.persist(income);
      return;
    }
    case 'identity':
      await applyIdentity(em, household, next, changes, application);
      return;
    case 'members':
      await applyMembers(em, household, next, changes, application);
  }
}

async function applyIdentity(
  em: EntityManager,
  household: HouseholdEntity,
  next: HouseholdState,
  changes: IdentityChanges,
  { numbers, persons, today }: Application,
): Promise<void> {
  const person = await em.findOneOrFail(PersonEntity, { id: changes.personId });
  const state = next.members[person.id];
  if (!state) throw new Error('the rules allowed a person who is no member');
  person.rename(state.name);
  person.correctSex(state.sex as PersonEntity['sex']);
  person.correctBirthDate(state.birthDate);
  if (changes.idNumber !== undefined)
    person.identifyBy(numbers.identity(person.id, persons.read(changes.idNumber, '/changes/idNumber', today)));
  person.nextVersion();
  household.nameHead(next.headPersonId, next.headName);
}

async function applyMembers(
  em: EntityManager,
  household: HouseholdEntity,
  next: HouseholdState,
  changes: MembersChanges,
  application: Application,
): Promise<void> {
  const members = new Map(
    (await em.find(MemberEntity, { householdId: household.id, validTo: null })).map((member) => [member.personId, member]),
  );
  const present = (personId: string): MemberEntity => {
    const member = members.get(personId);
    if (!member) throw new Error('the rules allowed a person who is no member');
    return member;
  };
  for (const { personId, manner } of changes.remove) present(personId).leave(application.validFrom, manner);
  for (const { personId, relation } of changes.relation) if (relation !== '01') present(personId).relateAs(relation);
  for (const { personId, facts } of changes.facts) present(personId).facts = facts;
  // the former head steps back before the new one is named: the database allows one at a time
  await em.flush();
  for (const { personId, relation } of changes.relation) if (relation === '01') present(personId).relateAs(relation);
  await em.flush();
  const joined = new Map<string, string>();
  for (const [i, given] of changes.add.entries())
    joined.set(`new-${i + 1}`, await join(em, household, given, `/changes/add/${i}/idNumber`, application));
  household.countMembers(next.memberCount);
  household.nameHead(joined.get(next.headPersonId) ?? next.headPersonId, next.headName);
}

async function join(
  em: EntityManager,
  household: HouseholdEntity,
  given: MembersChanges['add'][number],
  pointer: string,
  { persons, numbers, clock, today, validFrom }: Application,
): Promise<string> {
  const number = persons.read(given.idNumber, pointer, today);
  const known = await persons.findFree(em, household.id, number);
  const personId = known ?? newId(clock);
  if (!known) {
    const person = em.create(PersonEntity, {
      id: personId,
      name: given.name,
      sex: number.sex,
      birthDate: number.birthDate,
      ...numbers.identity(personId, number),
      ethnicity: given.ethnicity ?? null,
    });
    em.persist(person);
    await em.flush();
  }
  const member = em.create(MemberEntity, {
    personId,
    validFrom,
    householdId: household.id,
    villageCode: household.villageCode,
    relation: given.relation,
    facts: given.facts,
    validTo: null,
    manner: null,
  });
  em.persist(member);
  await em.flush();
  if (known) await refresh(em, personId, given);
  return personId;
}

/** Somebody who was in a household before comes with the name and ethnicity given now; visible only once a member here. */
async function refresh(em: EntityManager, personId: string, given: MembersChanges['add'][number]): Promise<void> {
  const person = await em.findOneOrFail(PersonEntity, { id: personId });
  person.rename(given.name);
  if (given.ethnicity) person.ethnicity = given.ethnicity;
  person.nextVersion();
  await em.flush();
}
