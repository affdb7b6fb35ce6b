import { defineEntity, p } from '@mikro-orm/postgresql';
import type { HouseholdCategory } from '@jingzhun/domain/household-category';
import type { HouseholdStatus } from '@jingzhun/domain/household-status';
import type { PovertyCause } from '@jingzhun/domain/poverty-cause';
import type { Living } from './living.js';

const HouseholdSchema = defineEntity({
  name: 'HouseholdEntity',
  tableName: 'household',
  properties: {
    id: p.uuid().primary(),
    number: p.text(),
    villageCode: p.text(),
    groupName: p.text().nullable(),
    status: p.text().$type<HouseholdStatus>(),
    category: p.text().$type<HouseholdCategory>(),
    mainCause: p.text().$type<PovertyCause>(),
    secondaryCauses: p.array().$type<PovertyCause[]>(),
    standard: p.text(),
    registeredOn: p.date(),
    registeredElsewhere: p.boolean(),
    sourceDocument: p.text().nullable(),
    headPersonId: p.uuid(),
    headName: p.text(),
    memberCount: p.integer(),
    address: p.text().nullable(),
    phoneCipher: p.blob().$type<Buffer>().nullable(),
    phoneIndex: p.blob().$type<Buffer>().nullable(),
    phoneMasked: p.text().nullable(),
    bankName: p.text().nullable(),
    bankCipher: p.blob().$type<Buffer>().nullable(),
    bankIndex: p.blob().$type<Buffer>().nullable(),
    bankMasked: p.text().nullable(),
    living: p.json<Living>(),
    digest: p.blob().$type<Buffer>(),
    version: p.integer(),
    changedAt: p.datetime(),
  },
});

export interface SealedNumber {
  cipher: Buffer;
  index: Buffer;
  masked: string;
}

export class HouseholdEntity extends HouseholdSchema.class {
  changePhone(phone: SealedNumber | null): void {
    this.phoneCipher = phone?.cipher ?? null;
    this.phoneIndex = phone?.index ?? null;
    this.phoneMasked = phone?.masked ?? null;
  }

  changeBank(bankName: string | null, account: SealedNumber | null): void {
    this.bankName = bankName;
    this.bankCipher = account?.cipher ?? null;
    this.bankIndex = account?.index ?? null;
    this.bankMasked = account?.masked ?? null;
  }

  liveAs(living: Living): void {
    this.living = living;
  }

  /** Another villager group of the same village. */
  belongTo(groupName: string | null): void {
    this.groupName = groupName;
  }

  changeAddress(address: string): void {
    this.address = address;
  }

  assignCauses(mainCause: PovertyCause, secondaryCauses: PovertyCause[]): void {
    this.mainCause = mainCause;
    this.secondaryCauses = secondaryCauses;
  }

  assignCategory(category: HouseholdCategory): void {
    this.category = category;
  }

  /** The end of a removal: it counts among the poor no more. */
  cleanOut(): void {
    this.status = 'cleanedOut';
  }

  nameHead(personId: string, name: string): void {
    this.headPersonId = personId;
    this.headName = name;
  }

  countMembers(count: number): void {
    this.memberCount = count;
  }

  /** Every change makes one new version. */
  nextVersion(at: Date): void {
    this.version += 1;
    this.changedAt = at;
  }
}
HouseholdSchema.setClass(HouseholdEntity);
