import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { maskPhone } from '@jingzhun/domain/mask';
import { HOUSEHOLD_STATE, type HouseholdState } from '../../household/household-state.js';
import { maskBesideBirthDate } from '../../household/masking.js';
import type { Answers, AnswerValue } from '../form/answers.js';
import { formOf } from '../form/forms.js';
import { prefillOf } from '../form/prefill.js';
import { fieldAt } from '../form/survey-form.js';
import { SealedAnswers } from '../submission/sealed-answers.js';
import type { RoundRow } from '../submission/unit-rows.js';

export interface KnownAnswers {
  registerVersion: number | null;
  answers: Answers;
  masked: Record<string, string>;
}

interface Row {
  id: string;
  answersId: string | null;
  cipher: Buffer | null;
  registerVersion: number | null;
  state: HouseholdState | null;
}

/** What is known of households of a round: their newest answers, else the register; numbers only as masks. */
@Injectable()
export class AnswersKnown {
  constructor(@Inject(SealedAnswers) private readonly sealed: SealedAnswers) {}

  async of(client: pg.ClientBase, round: RoundRow, unitIds: readonly string[]): Promise<Map<string, KnownAnswers>> {
    const { rows } = await client.query<Row>(
      `select u.id, a.id as "answersId", a.answers_cipher as cipher, h.version as "registerVersion",
         case when h.id is null then null else ${HOUSEHOLD_STATE} end as state
       from survey_unit u left join survey_answers a on a.unit_id = u.id and a.version = u.version left join household h on h.id = u.household_id
       where u.id = any ($1)`,
      [unitIds],
    );
    return new Map(rows.map((row) => [row.id, this.known(row, round)]));
  }

  private known({ answersId, cipher, registerVersion, state }: Row, round: RoundRow): KnownAnswers {
    const form = formOf(round.formVersion);
    const masked: Record<string, string> = {};
    if (state?.phoneMasked) masked['phone'] = state.phoneMasked;
    for (const [id, { idNumberMasked }] of Object.entries(state?.members ?? {})) masked[`members.${id}.idNumber`] = idNumberMasked;
    const all = answersId && cipher ? this.sealed.open(answersId, cipher) : state ? prefillOf(form, state, round.incomeYear) : {};
    const answers: Record<string, AnswerValue> = {};
    for (const [path, value] of Object.entries(all)) {
      const field = fieldAt(form, path);
      if (!field?.sealed) answers[path] = value;
      else if (typeof value === 'string') masked[path] = field.kind === 'phone' ? maskPhone(value) : maskBesideBirthDate(value);
    }
    return { registerVersion, answers, masked };
  }
}
