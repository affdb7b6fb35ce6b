import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { PartsBack } from './part-recovery.rules.js';
import type { ReturnReason } from './payment-lifecycle.js';

export type Benefit = 'rewardSubsidy' | 'relocationSubsidy' | 'premium' | 'interestSubsidy' | 'other';

/** Something that has been decided and waits for its money. Its amount was fixed by the decision and is never worked out anew. */
export interface Payable {
  causeId: string;
  householdId: string;
  personId: string | null;
  villageCode: string;
  householdNumber: string;
  headName: string;
  amountFen: number;
  /** Who is paid for the household; absent: the household itself. */
  institutionId?: string;
  /** Who approved it: never the one who pays it out. */
  decidedBy: string;
}

/** An account of the ledger, a level below the benefit: `payable/reward-subsidy/oil-tea-2016`. */
export interface PayableAccount {
  code: string;
  nameZh: string;
  nameEn: string;
}

/** Why something decided is not paid as things stand, in the office's words; never a name. */
export interface Stop {
  code: string;
  zh: string;
  en: string;
}

/**
 * Whoever decides about money offers it for payment and hears what became of it, in the same transaction. One source a kind of cause.
 */
export interface PayableSource {
  /** Kebab-case: `subsidy-application`. */
  readonly causeType: string;
  readonly benefit: Benefit;
  /** What it decides is paid to institutions, never to the household itself. */
  readonly paysInstitutions?: boolean;
  /** How much of what it paid may come back in parts; absent: nothing. */
  readonly partsTakenBack?: PartsBack;
  /** What waits in a fund and is in no batch yet; with ids only those. */
  waiting(em: EntityManager, fundCode: string, causeIds?: readonly string[]): Promise<Payable[]>;
  /** Of these, what must not be paid as things stand, whether it waits or is in a batch that has not left. */
  stopped?(em: EntityManager, causeIds: readonly string[]): Promise<ReadonlyMap<string, Stop>>;
  /** By cause: of what it is, and how much of that a household gets in one batch; without it, any sum. */
  batchCaps?(em: EntityManager, causeIds: readonly string[]): Promise<ReadonlyMap<string, { of: string; capFen: number }>>;
  /** On which account each is owed, by cause; without it, on that of the benefit. */
  accounts?(em: EntityManager, causeIds: readonly string[]): Promise<ReadonlyMap<string, PayableAccount>>;
  /** The payments are in a batch from now on: nobody else offers them. */
  taken(em: EntityManager, causeIds: readonly string[]): Promise<void>;
  /** They left the draft of a batch again. */
  released(em: EntityManager, causeIds: readonly string[]): Promise<void>;
  paid(em: EntityManager, causeIds: readonly string[], on: PlainDate): Promise<void>;
  returned(em: EntityManager, causeIds: readonly string[], reason: ReturnReason): Promise<void>;
  /** Called before any fund or the book is held. */
  givenUp(em: EntityManager, causeId: string, by: Principal): Promise<void>;
  /** The last part of what was paid came back; called before the book is held. */
  takenBack?(em: EntityManager, causeId: string): Promise<void>;
}

/** The sources of this service. */
export class PayableCauses {
  private readonly sources = new Map<string, PayableSource>();

  register(source: PayableSource): void {
    if (this.sources.has(source.causeType)) throw new Error(`two sources of payments for ${source.causeType}`);
    this.sources.set(source.causeType, source);
  }

  /** Kinds of causes that are paid as a benefit. */
  typesOf(benefit: Benefit): string[] {
    return [...this.sources.values()].filter((source) => source.benefit === benefit).map(({ causeType }) => causeType);
  }

  find(causeType: string): PayableSource | undefined {
    return this.sources.get(causeType);
  }

  /** @throws Error for a cause that nobody answers for: a fault */
  get(causeType: string): PayableSource {
    const source = this.sources.get(causeType);
    if (!source) throw new Error(`nobody offers payments for ${causeType}`);
    return source;
  }
}
