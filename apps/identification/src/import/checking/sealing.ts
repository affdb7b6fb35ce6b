import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import { maskBankAccount, maskPhone } from '@jingzhun/domain/mask';
import { openMatchKeys, openVault, type MatchKeys, type Vault } from '@jingzhun/vault';
import { digestOfMember, digestOfOwnFields, digestOfPhone } from '../../household/household-digest.js';
import { maskBesideBirthDate } from '../../household/masking.js';
import { CIPHER_PLACES } from '../../household/sealed-numbers.js';
import type { CopyValue } from './copy-text.js';
import type { HouseholdRow } from './household-row.js';
import type { MemberRow } from './member-row.js';

export interface SealingKeys {
  keysFolder: string;
  now: Date;
}

/**
 * Turns checked rows into lines for the staging tables: from here on there is no plain number. A household's id follows from the
 * batch and its number, so that its members' rows, which come on another sheet, know it too.
 */
export class Sealing {
  private readonly vault: Vault;
  private readonly matchKeys: MatchKeys;

  constructor(
    { keysFolder, now }: SealingKeys,
    private readonly batch: { id: string; at: number },
    /** Transfer items that count as income (policy parameter `income.countedTransfers`). */
    private readonly counted: readonly string[],
  ) {
    this.vault = openVault({ keysFolder, department: 'identification', now });
    this.matchKeys = openMatchKeys({ keysFolder, now });
  }

  /** Digest part of a household that has no phone. */
  digestWithoutPhone(): Buffer {
    return digestOfPhone(this.vault.digest, null);
  }

  household(row: number, of: HouseholdRow): CopyValue[] {
    const id = this.householdId(of.number);
    const { income } = of;
    const transfer = this.counted.reduce((sum, item) => sum + (income?.items[item] ?? 0), 0);
    const bank = of.bankAccount;
    return [
      row,
      false,
      of.number,
      id,
      of.villageCode,
      of.groupName,
      of.headName,
      this.vault.index.of('idNumber', of.headIdNumber.idNumber18),
      of.memberCount,
      of.category,
      of.registeredOn,
      of.standard,
      of.mainCause,
      of.secondaryCauses,
      { json: of.living },
      income?.year ?? null,
      income?.wageFen ?? null,
      income?.businessFen ?? null,
      income?.propertyFen ?? null,
      income ? transfer : null,
      income?.businessExpenseFen ?? null,
      income ? { json: income.items } : null,
      of.bankName,
      bank && this.vault.fields.encrypt(bank, { ...CIPHER_PLACES.bankAccount, rowId: id }),
      bank && this.vault.index.of('bankAccount', bank),
      bank && maskBankAccount(bank),
      of.address,
      of.sourceDocument,
      digestOfOwnFields(this.vault.digest, ownFieldsOf(of)),
    ];
  }

  member(row: number, of: MemberRow, personId: string): CopyValue[] {
    const { idNumber, relation } = of;
    const phone = relation === '01' ? of.householdPhone : null;
    const householdId = phone === null ? '' : this.householdId(of.householdNumber);
    const given = idNumber.given === idNumber.idNumber18 ? null : idNumber.given;
    return [
      row,
      false,
      of.householdNumber,
      personId,
      of.name,
      idNumber.sex,
      idNumber.birthDate,
      idNumber.kind,
      this.vault.fields.encrypt(idNumber.idNumber18, { ...CIPHER_PLACES.idNumber, rowId: personId }),
      this.vault.index.of('idNumber', idNumber.idNumber18),
      maskBesideBirthDate(idNumber.idNumber18),
      given && this.vault.fields.encrypt(given, { ...CIPHER_PLACES.idNumberGiven, rowId: personId }),
      this.matchKeys.of(idNumber.idNumber18, 'import'),
      of.ethnicity,
      relation,
      { json: of.facts },
      phone && this.vault.fields.encrypt(phone, { ...CIPHER_PLACES.phone, rowId: householdId }),
      phone && this.vault.index.of('phone', phone),
      phone && maskPhone(phone),
      relation === '01' ? digestOfPhone(this.vault.digest, phone) : null,
      digestOfMember(this.vault.digest, {
        name: of.name,
        idNumber18: idNumber.idNumber18,
        relation,
        ethnicity: of.ethnicity,
        facts: of.facts,
      }),
    ];
  }

  private householdId(number: string): string {
    const random = createHash('sha256').update(`${this.batch.id}|${number}`).digest().subarray(0, 16);
    return v7({ msecs: this.batch.at, random, seq: random.readUInt32BE(8) & 0x7fffffff });
  }
}

/** Exactly the fields a digest is made of. */
function ownFieldsOf(of: HouseholdRow): Parameters<typeof digestOfOwnFields>[1] {
  return {
    number: of.number,
    villageCode: of.villageCode,
    registeredOn: of.registeredOn,
    groupName: of.groupName,
    category: of.category,
    mainCause: of.mainCause,
    secondaryCauses: of.secondaryCauses,
    standard: of.standard,
    address: of.address,
    phone: null,
    bankName: of.bankName,
    bankAccount: of.bankAccount,
    living: of.living,
    members: [],
    income: of.income,
  };
}
