import { Inject, Injectable } from '@nestjs/common';
import type { IdNumber } from '@jingzhun/domain/id-number';
import { maskBankAccount, maskPhone } from '@jingzhun/domain/mask';
import { MatchKeys, normalise, Vault } from '@jingzhun/vault';
import type { SealedNumber } from './household.entity.js';
import { maskBesideBirthDate } from './masking.js';
import type { SealedIdentity } from './person.entity.js';

/** Places where numbers lie encrypted; each is part of what is authenticated. */
export const CIPHER_PLACES = {
  phone: { table: 'household', column: 'phone_cipher' },
  bankAccount: { table: 'household', column: 'bank_cipher' },
  idNumber: { table: 'person', column: 'id_cipher' },
  idNumberGiven: { table: 'person', column: 'id_given_cipher' },
  correction: { table: 'correction', column: 'changes_cipher' },
  application: { table: 'application', column: 'content_cipher' },
  meetingMinutes: { table: 'meeting', column: 'minutes_cipher' },
  meetingRevisionMinutes: { table: 'meeting_revision', column: 'minutes_cipher' },
  visitFindings: { table: 'visit', column: 'findings_cipher' },
  sampleSeed: { table: 'sample_seed', column: 'seed_cipher' },
  surveyAnswers: { table: 'survey_answers', column: 'answers_cipher' },
  surveySubmission: { table: 'survey_submission', column: 'content_cipher' },
  applicant: { table: 'screening_applicant', column: 'person_cipher' },
  screeningSealed: { table: 'screening_sealed', column: 'cipher' },
  screeningNames: { table: 'screening_name', column: 'cipher' },
  screeningHiddenNames: { table: 'screening_hidden_name', column: 'cipher' },
  matchNames: { table: 'register_match', column: 'names_cipher' },
  screeningReport: { table: 'screening_report', column: 'cipher' },
} as const;

/** Turns plain numbers into what is stored: ciphertext, index and mask. */
@Injectable()
export class SealedNumbers {
  constructor(
    @Inject(Vault) private readonly vault: Vault,
    @Inject(MatchKeys) private readonly matchKeys: MatchKeys,
  ) {}

  phone(householdId: string, phone: string): SealedNumber {
    const plain = normalise('phone', phone);
    return {
      cipher: this.vault.fields.encrypt(plain, { ...CIPHER_PLACES.phone, rowId: householdId }),
      index: this.vault.index.of('phone', plain),
      masked: maskPhone(plain),
    };
  }

  bankAccount(householdId: string, account: string): SealedNumber {
    const plain = normalise('bankAccount', account);
    return {
      cipher: this.vault.fields.encrypt(plain, { ...CIPHER_PLACES.bankAccount, rowId: householdId }),
      index: this.vault.index.of('bankAccount', plain),
      masked: maskBankAccount(plain),
    };
  }

  identity(personId: string, idNumber: IdNumber): SealedIdentity {
    const given = idNumber.given === idNumber.idNumber18 ? null : idNumber.given;
    return {
      documentKind: idNumber.kind,
      idCipher: this.vault.fields.encrypt(idNumber.idNumber18, { ...CIPHER_PLACES.idNumber, rowId: personId }),
      idIndex: this.vault.index.of('idNumber', idNumber.idNumber18),
      idMasked: maskBesideBirthDate(idNumber.idNumber18),
      idGivenCipher: given === null ? null : this.vault.fields.encrypt(given, { ...CIPHER_PLACES.idNumberGiven, rowId: personId }),
      matchKey: this.matchKeys.of(idNumber.idNumber18, 'register'),
    };
  }

  open(what: keyof typeof CIPHER_PLACES, rowId: string, cipher: Buffer): string {
    return this.vault.fields.decrypt(cipher, { ...CIPHER_PLACES[what], rowId });
  }
}
