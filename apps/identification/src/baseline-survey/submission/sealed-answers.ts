import { Inject, Injectable } from '@nestjs/common';
import { Vault } from '@jingzhun/vault';
import type pg from 'pg';
import { HOUSEHOLD_STATE, type HouseholdState } from '../../household/household-state.js';
import { CIPHER_PLACES } from '../../household/sealed-numbers.js';
import type { Answers } from '../form/answers.js';
import { formOf } from '../form/forms.js';
import { prefillOf } from '../form/prefill.js';
import type { SubmissionItem } from './submission.dto.js';
import { BaseUnknown } from './submission.errors.js';
import type { RoundRow, SubmissionRow, UnitRow } from './unit-rows.js';

/** What somebody had on the screen: version of the answers, and of the register behind them. */
export interface SeenVersions {
  baseVersion: number;
  registerVersion: number | null;
}

/** Seals answers and reports, and finds the answers a version stands for. */
@Injectable()
export class SealedAnswers {
  constructor(@Inject(Vault) private readonly vault: Vault) {}

  seal(id: string, answers: Answers): Buffer {
    return this.vault.fields.encrypt(JSON.stringify(answers), { ...CIPHER_PLACES.surveyAnswers, rowId: id });
  }

  sealReport(item: SubmissionItem): Buffer {
    return this.vault.fields.encrypt(JSON.stringify(item), { ...CIPHER_PLACES.surveySubmission, rowId: item.id });
  }

  isSameReport(stored: SubmissionRow, item: SubmissionItem): boolean {
    return this.vault.digest.of(this.openReport(stored)).equals(this.vault.digest.of(item));
  }

  openReport({ id, contentCipher }: Pick<SubmissionRow, 'id' | 'contentCipher'>): SubmissionItem {
    return JSON.parse(this.vault.fields.decrypt(contentCipher, { ...CIPHER_PLACES.surveySubmission, rowId: id })) as SubmissionItem;
  }

  open(id: string, cipher: Buffer): Answers {
    return JSON.parse(this.vault.fields.decrypt(cipher, { ...CIPHER_PLACES.surveyAnswers, rowId: id })) as Answers;
  }

  /** What counts now: the newest answers, or what the register says today. */
  async current(client: pg.ClientBase, unit: UnitRow, round: RoundRow): Promise<Answers> {
    if (unit.version > 0) return this.version(client, unit.id, unit.version);
    if (unit.householdId === null) return {};
    const { rows } = await client.query<{ state: HouseholdState }>(`select ${HOUSEHOLD_STATE} as state from household h where h.id = $1`, [
      unit.householdId,
    ]);
    return rows[0] ? prefillOf(formOf(round.formVersion), rows[0].state, round.incomeYear) : {};
  }

  /** What the surveyor looked at. @throws BaseUnknown */
  async seen(client: pg.ClientBase, unit: UnitRow, round: RoundRow, { baseVersion, registerVersion }: SeenVersions): Promise<Answers> {
    if (baseVersion > unit.version) throw new BaseUnknown();
    if (baseVersion > 0) return this.version(client, unit.id, baseVersion);
    return this.registered(client, unit, round, registerVersion);
  }

  /** The register's own answers at a version; nothing for a newly found household. @throws BaseUnknown */
  async registered(client: pg.ClientBase, unit: UnitRow, round: RoundRow, registerVersion: number | null): Promise<Answers> {
    if (unit.householdId === null) return {};
    const { rows } = await client.query<{ state: HouseholdState }>(
      'select state from household_history where household_id = $1 and version = $2',
      [unit.householdId, registerVersion ?? unit.registerVersion],
    );
    if (!rows[0]) throw new BaseUnknown();
    return prefillOf(formOf(round.formVersion), rows[0].state, round.incomeYear);
  }

  private async version(client: pg.ClientBase, unitId: string, version: number): Promise<Answers> {
    const { rows } = await client.query<{ id: string; cipher: Buffer }>(
      'select id, answers_cipher as cipher from survey_answers where unit_id = $1 and version = $2',
      [unitId, version],
    );
    if (!rows[0]) throw new BaseUnknown();
    return this.open(rows[0].id, rows[0].cipher);
  }
}
