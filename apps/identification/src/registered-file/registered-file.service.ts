import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import type { IdNumber } from '@jingzhun/domain/id-number';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import { Clock, newId } from '@jingzhun/persistence';
import { parsePhone } from '@jingzhun/domain/phone';
import type { ApplicationEntity } from '../application/case/application.entity.js';
import { ApplicationContent, type RegistrationContent } from '../application/content/application-content.js';
import { numbersOf } from '../application/content/content.rules.js';
import { SealedContent } from '../application/content/sealed-content.js';
import { JoiningPersons } from '../correction/joining-persons.js';
import { HouseholdChanges, type ChangeContext } from '../household/household-changes.js';
import { HouseholdEntity } from '../household/household.entity.js';
import { HouseholdIncomeEntity } from '../household/household-income.entity.js';
import { getHouseholdForChange } from '../household/household.service.js';
import { MemberEntity } from '../household/member.entity.js';
import { decideIncome } from '../household/net-income.js';
import { PersonEntity } from '../household/person.entity.js';
import { SealedNumbers } from '../household/sealed-numbers.js';
import { nextHouseholdNumber } from './household-number.js';
import { sourceOfCase } from './source-of-case.js';

interface Person {
  id: string;
  known: boolean;
  given: RegistrationContent['members'][number];
  number: IdNumber;
}

/** 建档立卡: what a completed case makes of the register, in the transaction that completes it. */
@Injectable()
export class RegisteredFile {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SealedContent) private readonly contents: SealedContent,
    @Inject(SealedNumbers) private readonly numbers: SealedNumbers,
    @Inject(JoiningPersons) private readonly persons: JoiningPersons,
    @Inject(HouseholdChanges) private readonly changes: HouseholdChanges,
  ) {}

  /** @returns the household the case was about */
  async complete(em: EntityManager, principal: Principal, application: ApplicationEntity, context: ChangeContext): Promise<Uuid> {
    const content = ApplicationContent.parse(this.contents.open(application.id, application.contentCipher));
    const today = plainDateInShanghai(this.clock.now());
    const made = { validFrom: today, sourceDocument: sourceOfCase(application.id), applicationId: application.id };
    // the database lets status and category change for this case and no other way
    await em.execute(`select set_config('app.application', ?, true)`, [application.id]);
    if (content.kind === 'registration') {
      const household = await this.register(em, principal, application, content, context, today);
      await this.changes.complete(
        em,
        household,
        { ...made, change: 'registered', reason: '七步法程序办结，予以建档立卡' },
        principal,
        context,
      );
      application.becameHousehold(household.id);
      return Uuid.parse(household.id);
    }
    const household = await getHouseholdForChange(em, application.householdId as string);
    if (content.kind === 'removal') household.cleanOut();
    else household.assignCategory(content.category);
    const change = content.kind === 'removal' ? ('cleanedOut' as const) : ('category' as const);
    await this.changes.complete(em, household, { ...made, change, reason: content.statement }, principal, context);
    return Uuid.parse(household.id);
  }

  private async register(
    em: EntityManager,
    principal: Principal,
    application: ApplicationEntity,
    content: RegistrationContent,
    { policy }: ChangeContext,
    today: PlainDate,
  ): Promise<HouseholdEntity> {
    const id = newId(this.clock);
    const persons = await this.personsOf(em, id, content, today);
    const head = persons.find(({ given }) => given.relation === '01');
    if (!head) throw new Error('a complete application has a head');
    const phone = content.phone ? parsePhone(content.phone) : undefined;
    const sealedPhone = phone?.ok ? this.numbers.phone(id, phone.value) : null;
    const bank = content.bankAccount ? this.numbers.bankAccount(id, content.bankAccount) : null;
    const household = em.create(HouseholdEntity, {
      id,
      number: await nextHouseholdNumber(em, application.villageCode),
      villageCode: application.villageCode,
      groupName: content.groupName,
      status: 'registered',
      category: content.category,
      mainCause: content.mainCause,
      secondaryCauses: content.secondaryCauses,
      standard: content.standard,
      registeredOn: today,
      registeredElsewhere: false,
      sourceDocument: null,
      headPersonId: head.id,
      headName: head.given.name,
      memberCount: persons.length,
      address: content.address,
      phoneCipher: sealedPhone?.cipher ?? null,
      phoneIndex: sealedPhone?.index ?? null,
      phoneMasked: sealedPhone?.masked ?? null,
      bankName: content.bankName,
      bankCipher: bank?.cipher ?? null,
      bankIndex: bank?.index ?? null,
      bankMasked: bank?.masked ?? null,
      living: content.living,
      // of its rows, which are not there yet: the change that follows computes it
      digest: Buffer.alloc(32),
      version: 1,
      changedAt: this.clock.now(),
    });
    em.persist(household);
    await em.flush();
    await this.join(em, household, persons, today);
    this.addIncomes(em, household, content, policy, principal);
    await em.flush();
    return household;
  }

  private async personsOf(em: EntityManager, householdId: string, content: RegistrationContent, today: PlainDate): Promise<Person[]> {
    const persons: Person[] = [];
    for (const [position, number] of numbersOf(content, today).entries()) {
      const given = content.members[position] as Person['given'];
      const known = await this.persons.findFree(em, householdId, number);
      const id = known ?? newId(this.clock);
      persons.push({ id, known: known !== undefined, given, number });
      if (known) continue;
      const person = em.create(PersonEntity, {
        id,
        name: given.name,
        sex: number.sex,
        birthDate: number.birthDate,
        ...this.numbers.identity(id, number),
        ethnicity: given.ethnicity ?? null,
      });
      em.persist(person);
    }
    await em.flush();
    return persons;
  }

  private async join(em: EntityManager, household: HouseholdEntity, persons: readonly Person[], today: PlainDate): Promise<void> {
    for (const { id, given } of persons) {
      const member = em.create(MemberEntity, {
        personId: id,
        validFrom: today,
        householdId: household.id,
        villageCode: household.villageCode,
        relation: given.relation,
        facts: given.facts,
        validTo: null,
        manner: null,
      });
      em.persist(member);
    }
    await em.flush();
    // visible only once a member here: somebody who was in a household before comes with the name and ethnicity given now
    for (const { id, known, given } of persons) {
      if (!known) continue;
      const person = await em.findOneOrFail(PersonEntity, { id });
      person.rename(given.name);
      if (given.ethnicity) person.ethnicity = given.ethnicity;
      person.nextVersion();
    }
  }

  private addIncomes(
    em: EntityManager,
    household: HouseholdEntity,
    { incomes }: RegistrationContent,
    policy: ChangeContext['policy'],
    { accountId }: Principal,
  ): void {
    for (const income of incomes) {
      const { transfer, netPerPerson } = decideIncome(income, household.memberCount, policy.value('income.countedTransfers'));
      const { year, items, ...amounts } = income;
      const row = em.create(HouseholdIncomeEntity, {
        householdId: household.id,
        year,
        revision: 1,
        villageCode: household.villageCode,
        ...amounts,
        transferFen: transfer,
        items,
        members: household.memberCount,
        netPerPersonFen: netPerPerson,
        recordedAt: this.clock.now(),
        accountId,
      });
      em.persist(row);
    }
  }
}
