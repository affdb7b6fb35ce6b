import Dexie, { type DexieOptions, type EntityTable } from 'dexie';

/** Something sealed with the key of this phone; ids and states are random or technical and say nothing about a person. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

/** How the PIN opens the phone's key. */
export interface VaultRow {
  key: 'vault';
  accountId: string;
  salt: Uint8Array<ArrayBuffer>;
  /** Lies in the browser's own key store and cannot be read out: a copy of the rest is not enough to try PINs elsewhere. */
  deviceKey: CryptoKey;
  pinIv: Uint8Array<ArrayBuffer>;
  deviceIv: Uint8Array<ArrayBuffer>;
  wrapped: ArrayBuffer;
  wrongTries: number;
  pinTries: number;
  keepDays: number;
  lockMinutes: number;
  lastContactAt: number;
}

export type OutboxState = 'waiting' | 'sending' | 'applied' | 'conflict' | 'refused' | 'rejected';

export interface OutboxRow extends Sealed {
  /** Id of the report. */
  id: string;
  unitId: string;
  roundId: string;
  /** Reports go in the order they were made. */
  order: number;
  state: OutboxState;
  attempts: number;
}

export type PhotoState = 'waiting' | 'uploaded' | 'attached' | 'refused';

export interface PhotoRow extends Sealed {
  id: string;
  unitId: string;
  villageCode: string;
  state: PhotoState;
  size: number;
  /** Bytes the service had when we last heard. */
  sent: number;
}

export interface SealedRow extends Sealed {
  id: string;
}

export interface WorkRow extends SealedRow {
  /** Something here is in no report yet. */
  dirty: boolean;
}

/** Everything this phone keeps. The tables only ever grow: a new release must find what an older one has left unsent. */
export class SurveyDatabase extends Dexie {
  vault!: EntityTable<VaultRow, 'key'>;
  /** Households as they were downloaded. */
  units!: EntityTable<SealedRow, 'id'>;
  /** What the surveyor has begun, by household. */
  works!: EntityTable<WorkRow, 'id'>;
  /** The round, its form and rules. */
  rounds!: EntityTable<SealedRow, 'id'>;
  outbox!: EntityTable<OutboxRow, 'id'>;
  photos!: EntityTable<PhotoRow, 'id'>;

  constructor(name = 'jingzhun-survey', options: DexieOptions = {}) {
    super(name, options);
    this.version(1).stores({
      vault: 'key',
      units: 'id',
      works: 'id',
      rounds: 'id',
      outbox: 'id, unitId, state, order',
      photos: 'id, unitId, state',
    });
  }
}

export const UNSENT: readonly OutboxState[] = ['waiting', 'sending', 'rejected'];
