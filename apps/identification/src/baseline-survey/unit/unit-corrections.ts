import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Database, sessionOf, run } from '@jingzhun/persistence';
import { CorrectionService } from '../../correction/correction.service.js';
import type { ProposeCorrectionRequest } from '../../correction/correction.dto.js';
import { HOUSEHOLD_STATE, type HouseholdState } from '../../household/household-state.js';
import { formOf } from '../form/forms.js';
import { SamePerson } from '../submission/same-person.js';
import { SealedAnswers } from '../submission/sealed-answers.js';
import { UnitNotHere } from '../submission/submission.errors.js';
import { readRound } from '../submission/unit-rows.js';
import { readConfirmedUnit, type ConfirmedUnit } from './confirmed-unit.js';
import { differencesOf, type RegisterDifferences } from './register-differences.rules.js';
import type { ProposeFromSurveyRequest, SurveyDifferences } from './unit-corrections.dto.js';
import { NoSuchDifference, NotRegisteredHousehold } from './unit.errors.js';

interface Compared extends RegisterDifferences {
  unit: ConfirmedUnit & { householdId: string };
  roundName: string;
  registerVersion: number;
  registeredOn: string;
}

/** From what a household has confirmed to corrections of the register: nothing is typed a second time. */
@Injectable()
export class UnitCorrections {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedAnswers) private readonly sealed: SealedAnswers,
    @Inject(SamePerson) private readonly samePerson: SamePerson,
    @Inject(CorrectionService) private readonly corrections: CorrectionService,
  ) {}

  /** @throws NotConfirmed, NotRegisteredHousehold */
  async differences(principal: Principal, unitId: string): Promise<SurveyDifferences> {
    const { unit, registerVersion, corrections, evidenceOnly } = await this.compare(principal, unitId);
    return {
      unitId,
      householdId: unit.householdId,
      registerVersion,
      items: corrections.map(({ proposal, personId, fields }) => ({ kind: proposal.kind, personId, fields })),
      evidenceOnly,
    } as SurveyDifferences;
  }

  /** Proposes one of the differences; it waits for another person like every correction. */
  async propose(principal: Principal, unitId: string, request: ProposeFromSurveyRequest): Promise<void> {
    const { unit, roundName, registeredOn, corrections } = await this.compare(principal, unitId);
    const chosen = corrections.find(({ proposal, personId }) => proposal.kind === request.kind && personId === (request.personId ?? null));
    if (!chosen) throw new NoSuchDifference();
    const visitDay = plainDateInShanghai(unit.visitedAt);
    const proposal = {
      ...chosen.proposal,
      reason: request.reason ?? `摸底调查（${roundName}）${visitDay} 入户核实，该户已签字确认`,
      validFrom: request.validFrom ?? (visitDay < registeredOn ? (registeredOn as PlainDate) : visitDay),
      sourceDocument: `摸底调查：${roundName}`,
    } as ProposeCorrectionRequest;
    await this.corrections.propose(principal, unit.householdId, request.registerVersion, proposal, async (em, correctionId) => {
      await run(
        em,
        'insert into survey_unit_correction (correction_id, unit_id, village_code, kind, version) values ($1, $2, $3, $4, $5)',
        [correctionId, unit.id, unit.villageCode, request.kind, unit.version],
      );
    });
  }

  private compare(principal: Principal, unitId: string): Promise<Compared> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const confirmed = await readConfirmedUnit(client, unitId);
      if (confirmed.householdId === null) throw new NotRegisteredHousehold();
      const unit = { ...confirmed, householdId: confirmed.householdId };
      const round = await readRound(client, unit.roundId);
      const { rows } = await client.query<{ state: HouseholdState; version: number; registeredOn: string }>(
        `select ${HOUSEHOLD_STATE} as state, h.version, h.registered_on as "registeredOn" from household h where h.id = $1`,
        [unit.householdId],
      );
      const household = rows[0];
      if (!household) throw new UnitNotHere();
      const answers = await this.sealed.current(client, unit, round);
      const marks = await this.samePerson.marksOf(client, answers);
      return {
        unit,
        roundName: round.name,
        registerVersion: household.version,
        registeredOn: household.registeredOn,
        ...differencesOf(formOf(round.formVersion), household.state, answers, {
          incomeYear: round.incomeYear,
          markOf: (idNumber) => marks.get(idNumber) ?? '',
        }),
      };
    });
  }
}
