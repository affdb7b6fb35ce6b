import { Inject, Injectable } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { parsePhone } from '@jingzhun/domain/phone';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import { staleVersion } from '@jingzhun/service-shell';
import type { ContactRequest, RevealRequest } from './household.dto.js';
import { HouseholdEntity } from './household.entity.js';
import { HouseholdNotFound, InvalidValidFrom, NothingChanged, NothingToReveal, UnusableValue } from './household.errors.js';
import { HouseholdChanges } from './household-changes.js';
import { MemberEntity } from './member.entity.js';
import { PersonEntity } from './person.entity.js';
import { SealedNumbers } from './sealed-numbers.js';

@Injectable()
export class HouseholdService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(SealedNumbers) private readonly numbers: SealedNumbers,
    @Inject(HouseholdChanges) private readonly changes: HouseholdChanges,
  ) {}

  /** Phone and address change at once, without a second person. */
  async changeContact(principal: Principal, householdId: string, expectedVersion: number, request: ContactRequest): Promise<void> {
    const check = await this.changes.prepare();
    await this.database.transaction(sessionOf(principal), async (em) => {
      const household = await getHouseholdForChange(em, householdId);
      if (household.version !== expectedVersion) throw staleVersion(household.version);
      const validFrom = request.validFrom ?? plainDateInShanghai(this.clock.now());
      assertValidFrom(validFrom, household.registeredOn, plainDateInShanghai(this.clock.now()));
      if (!this.applyContact(household, request)) throw new NothingChanged();
      await this.changes.complete(em, household, { change: 'contact', validFrom, reason: request.reason }, principal, check);
    });
  }

  private applyContact(household: HouseholdEntity, { phone, address }: ContactRequest): boolean {
    let changed = false;
    if (phone !== undefined) {
      const sealed = phone === null ? null : this.numbers.phone(household.id, readPhone(phone));
      changed = !sameIndex(sealed?.index, household.phoneIndex);
      household.changePhone(sealed);
    }
    if (address !== undefined && address !== household.address) {
      household.changeAddress(address);
      changed = true;
    }
    return changed;
  }

  /** One number in plain text, for a stated purpose. */
  async reveal(principal: Principal, householdId: string, { field, personId, purpose }: RevealRequest): Promise<string> {
    return this.database.transaction(sessionOf(principal), async (em) => {
      const household = await em.findOne(HouseholdEntity, { id: householdId });
      if (!household) throw new HouseholdNotFound();
      const value = field === 'idNumber' ? await this.idNumberOf(em, householdId, personId) : this.contactNumberOf(household, field);
      await this.audit.record(em, {
        actor: actorOf(principal),
        action: 'household.reveal',
        objectType: personId ? 'person' : 'household',
        objectId: personId ?? householdId,
        purpose,
        result: 'success',
        detail: { field, householdId },
      });
      return value;
    });
  }

  private async idNumberOf(em: EntityManager, householdId: string, personId: string | undefined): Promise<string> {
    const member = personId && (await em.findOne(MemberEntity, { householdId, personId, validTo: null }));
    const person = member && (await em.findOne(PersonEntity, { id: member.personId }));
    if (!person) throw new NothingToReveal();
    return person.idGivenCipher
      ? this.numbers.open('idNumberGiven', person.id, person.idGivenCipher)
      : this.numbers.open('idNumber', person.id, person.idCipher);
  }

  private contactNumberOf(household: HouseholdEntity, field: 'bankAccount' | 'phone'): string {
    const cipher = field === 'phone' ? household.phoneCipher : household.bankCipher;
    if (!cipher) throw new NothingToReveal();
    return this.numbers.open(field, household.id, cipher);
  }
}

/** Locks the row: two changes of one household follow each other. */
export async function getHouseholdForChange(em: EntityManager, householdId: string): Promise<HouseholdEntity> {
  const household = await em.findOne(HouseholdEntity, { id: householdId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!household) throw new HouseholdNotFound();
  return household;
}

/** @throws InvalidValidFrom for a day before the registration or in the future */
export function assertValidFrom(validFrom: string, registeredOn: string, today: string): void {
  if (validFrom < registeredOn || validFrom > today) throw new InvalidValidFrom(registeredOn, today);
}

function readPhone(text: string): string {
  const phone = parsePhone(text);
  if (!phone.ok) throw new UnusableValue('/phone', phone.problem);
  return phone.value;
}

const sameIndex = (a: Buffer | null | undefined, b: Buffer | null | undefined): boolean => (a && b ? a.equals(b) : !a && !b);
