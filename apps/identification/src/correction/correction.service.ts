import { Inject, Injectable } from '@nestjs/common';
import { LockMode, UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { mayDecide, type Principal } from '@jingzhun/auth';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, newId, sessionOf, run } from '@jingzhun/persistence';
import { staleVersion } from '@jingzhun/service-shell';
import { Vault } from '@jingzhun/vault';
import { HouseholdChanges, type ChangeContext } from '../household/household-changes.js';
import { HouseholdEntity } from '../household/household.entity.js';
import { NothingChanged } from '../household/household.errors.js';
import { assertValidFrom, getHouseholdForChange } from '../household/household.service.js';
import { HOUSEHOLD_STATE, type HouseholdState } from '../household/household-state.js';
import { CIPHER_PLACES, SealedNumbers } from '../household/sealed-numbers.js';
import { readableChanges } from '../household/state-diff.js';
import { isTakenOver } from '../take-over/take-over-state.js';
import { CategoryNeedsApplication } from '../take-over/take-over.errors.js';
import { applyCorrection } from './apply-correction.js';
import { CorrectionChanges, type ApproveCorrectionRequest, type ProposeCorrectionRequest } from './correction.dto.js';
import { CorrectionEntity } from './correction.entity.js';
import { AlreadyDecided, AlreadyRegistered, CorrectionNotFound, NotYourProposal, OwnProposal, StaleProposal } from './correction.errors.js';
import type { CorrectionKind } from './correction-kind.js';
import { findTransition, type CorrectionStep } from './correction-lifecycle.js';
import { JoiningPersons } from './joining-persons.js';
import { proposedState, type Circumstances } from './proposed-state.js';

/** Proposals and their decisions: two persons for every change of what the register says. */
@Injectable()
export class CorrectionService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(SealedNumbers) private readonly numbers: SealedNumbers,
    @Inject(JoiningPersons) private readonly persons: JoiningPersons,
    @Inject(HouseholdChanges) private readonly changes: HouseholdChanges,
  ) {}

  /**
   * @param alongside what another feature keeps about the proposal, in its transaction
   * @returns id of the proposal
   */
  async propose(
    principal: Principal,
    householdId: string,
    expectedVersion: number,
    request: ProposeCorrectionRequest,
    alongside?: (em: EntityManager, correctionId: string) => Promise<void>,
  ): Promise<string> {
    const context = await this.changes.prepare();
    return this.database.transaction(sessionOf(principal), async (em) => {
      const household = await getHouseholdForChange(em, householdId);
      if (household.version !== expectedVersion) throw staleVersion(household.version);
      await this.refuseAfterTakeOver(em, request.kind, household.villageCode);
      const changes = CorrectionChanges.parse({ kind: request.kind, changes: request.changes });
      const state = await readState(em, householdId);
      const circumstances = this.circumstances(household, request.validFrom, context);
      assertValidFrom(request.validFrom, household.registeredOn, circumstances.today);
      const shown = readableChanges(state, await proposedState(em, state, changes, circumstances));
      if (shown.length === 0) throw new NothingChanged();
      const id = newId(this.clock);
      const correction = em.create(CorrectionEntity, {
        id,
        householdId,
        villageCode: household.villageCode,
        headName: household.headName,
        kind: request.kind,
        changesCipher: this.vault.fields.encrypt(JSON.stringify(changes), { ...CIPHER_PLACES.correction, rowId: id }),
        shown,
        reason: request.reason,
        validFrom: request.validFrom,
        sourceDocument: request.sourceDocument ?? null,
        status: 'proposed',
        householdVersion: household.version,
        proposedBy: principal.accountId,
        proposedByName: principal.name,
        proposedAt: this.clock.now(),
        decidedBy: null,
        decidedByName: null,
        decidedAt: null,
        decisionReason: null,
      });
      em.persist(correction);
      if (alongside) {
        await em.flush();
        await alongside(em, id);
      }
      await this.log(em, principal, 'correction.propose', id, { householdId, kind: request.kind });
      return id;
    });
  }

  async approve(principal: Principal, correctionId: string, { reason, householdVersion }: ApproveCorrectionRequest): Promise<void> {
    const context = await this.changes.prepare();
    try {
      await this.database.transaction(sessionOf(principal), async (em) => {
        const correction = await this.getForStep(em, correctionId, 'approve', principal);
        const household = await getHouseholdForChange(em, correction.householdId);
        await this.refuseAfterTakeOver(em, correction.kind, household.villageCode);
        if (household.version !== correction.householdVersion && household.version !== householdVersion)
          throw new StaleProposal(correction.householdVersion, household.version);
        await this.apply(em, correction, household, context, principal);
        correction.decide('approved', principal, this.clock.now(), reason ?? null);
        await this.changes.complete(
          em,
          household,
          {
            change: correction.kind,
            validFrom: correction.validFrom,
            reason: correction.reason,
            sourceDocument: correction.sourceDocument ?? null,
            correctionId,
          },
          principal,
          context,
        );
      });
    } catch (error) {
      // two officers at once: the database says what the rules saw too early
      if (error instanceof UniqueConstraintViolationException || /member_of_one_household_at_a_time/.test(String(error)))
        throw new AlreadyRegistered('beyond-area');
      throw error;
    }
  }

  private async apply(
    em: EntityManager,
    correction: CorrectionEntity,
    household: HouseholdEntity,
    context: ChangeContext,
    principal: Principal,
  ): Promise<void> {
    const changes = CorrectionChanges.parse(JSON.parse(this.numbers.open('correction', correction.id, correction.changesCipher)));
    const circumstances = this.circumstances(household, correction.validFrom, context);
    const next = await proposedState(em, await readState(em, household.id), changes, circumstances);
    await applyCorrection(em, household, next, changes, {
      ...circumstances,
      clock: this.clock,
      accountId: principal.accountId,
    });
  }

  async reject(principal: Principal, correctionId: string, reason: string): Promise<void> {
    await this.end(principal, correctionId, 'reject', reason);
  }

  async withdraw(principal: Principal, correctionId: string, reason: string): Promise<void> {
    await this.end(principal, correctionId, 'withdraw', reason);
  }

  private async end(principal: Principal, correctionId: string, step: 'reject' | 'withdraw', reason: string): Promise<void> {
    await this.database.transaction(sessionOf(principal), async (em) => {
      const correction = await this.getForStep(em, correctionId, step, principal);
      correction.decide(step === 'reject' ? 'rejected' : 'withdrawn', principal, this.clock.now(), reason);
      await this.log(em, principal, `correction.${step}`, correctionId, { householdId: correction.householdId, kind: correction.kind });
    });
  }

  private async getForStep(em: EntityManager, id: string, step: CorrectionStep, principal: Principal): Promise<CorrectionEntity> {
    const correction = await em.findOne(CorrectionEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!correction) throw new CorrectionNotFound();
    const transition = findTransition(step, correction.status);
    if (!transition) throw new AlreadyDecided(correction.status);
    if (transition.by === 'checker' && !mayDecide(principal, 'correction.decide', correction.proposedBy)) throw new OwnProposal();
    if (transition.by === 'maker' && correction.proposedBy !== principal.accountId) throw new NotYourProposal();
    return correction;
  }

  /** From the take-over on a category changes by an application; also a proposal from before it. */
  private async refuseAfterTakeOver(em: EntityManager, kind: CorrectionKind, villageCode: string): Promise<void> {
    if (kind === 'category' && (await isTakenOver(em, villageCode, this.clock.now()))) throw new CategoryNeedsApplication();
  }

  private circumstances(household: HouseholdEntity, validFrom: string, { policy }: ChangeContext): Circumstances {
    const at = this.clock.now();
    return {
      householdId: household.id,
      validFrom,
      today: plainDateInShanghai(at),
      at,
      policy,
      persons: this.persons,
      numbers: this.numbers,
    };
  }

  private async log(
    em: EntityManager,
    principal: Principal,
    action: string,
    objectId: string,
    detail: Record<string, string>,
  ): Promise<void> {
    await this.audit.record(em, { actor: actorOf(principal), action, objectType: 'correction', objectId, result: 'success', detail });
  }
}

async function readState(em: EntityManager, householdId: string): Promise<HouseholdState> {
  const [row] = await run<{ state: HouseholdState }>(em, `select ${HOUSEHOLD_STATE} as state from household h where h.id = $1::uuid`, [
    householdId,
  ]);
  if (!row) throw new Error('a locked household is gone');
  return row.state;
}
