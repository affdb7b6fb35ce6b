import type { Report, Round, SubmissionAnswer, SurveyForm, WorkItem, Workload } from '../types.js';
import { newClientId } from './client-id.js';
import { UNSENT, type OutboxRow, type OutboxState, type PhotoRow, type PhotoState, type SurveyDatabase } from './database.js';
import { deviceTime, type DeviceTime } from './device-time.js';
import type { DataKey } from './vault.js';
import { finish, type Work } from './work.rules.js';

export interface KeptRound {
  readonly round: Round;
  readonly form: SurveyForm;
  readonly device: Workload['device'];
  readonly villageCode: string;
  readonly takenAt: string;
}

export interface OutboxEntry {
  readonly id: string;
  readonly unitId: string;
  readonly roundId: string;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly order: number;
  readonly report: Report;
  /** What the service said about it, in the words of the office. */
  readonly answer: SubmissionAnswer | null;
}

interface OutboxContent {
  report: Report;
  answer: SubmissionAnswer | null;
}

export interface PhotoEntry {
  readonly id: string;
  readonly unitId: string;
  readonly villageCode: string;
  readonly state: PhotoState;
  readonly size: number;
  readonly sent: number;
}

/** What the phone keeps, through its key. Sealing comes first and the transaction after it: a crash leaves the state before or the state after. */
export class SurveyStore {
  constructor(
    private readonly database: SurveyDatabase,
    private readonly key: DataKey,
    private readonly time: DeviceTime = deviceTime,
  ) {}

  async keepRound(kept: KeptRound): Promise<void> {
    await this.database.rounds.put({ id: 'round', ...(await this.key.seal('rounds|round', kept)) });
  }

  async round(): Promise<KeptRound | undefined> {
    const row = await this.database.rounds.get('round');
    return row && this.key.open<KeptRound>('rounds|round', row);
  }

  /** The list as downloaded. What the surveyor has begun keeps the base it was begun with. */
  async keepUnits(items: readonly WorkItem[], { replaceAll }: { replaceAll: boolean }): Promise<void> {
    const rows = await Promise.all(items.map(async (item) => ({ id: item.id, ...(await this.key.seal(`units|${item.id}`, item)) })));
    await this.database.transaction('rw', this.database.units, async () => {
      if (replaceAll) await this.database.units.clear();
      await this.database.units.bulkPut(rows);
    });
  }

  async units(): Promise<WorkItem[]> {
    const rows = await this.database.units.toArray();
    return Promise.all(rows.map((row) => this.key.open<WorkItem>(`units|${row.id}`, row)));
  }

  async unit(id: string): Promise<WorkItem | undefined> {
    const row = await this.database.units.get(id);
    return row && this.key.open<WorkItem>(`units|${id}`, row);
  }

  async work(unitId: string): Promise<Work | undefined> {
    const row = await this.database.works.get(unitId);
    return row && this.key.open<Work>(`works|${unitId}`, row);
  }

  async works(): Promise<Work[]> {
    const rows = await this.database.works.toArray();
    return Promise.all(rows.map((row) => this.key.open<Work>(`works|${row.id}`, row)));
  }

  async saveWork(work: Work): Promise<void> {
    await this.database.works.put({ id: work.unitId, dirty: work.dirty, ...(await this.key.seal(`works|${work.unitId}`, work)) });
  }

  /** The household is as the service has it; nothing of it is only here. */
  async forgetWork(unitId: string): Promise<void> {
    await this.database.works.delete(unitId);
  }

  /** Puts the finished visit into the outbox. @returns the work as it goes on */
  async finish(work: Work, { round, form }: KeptRound): Promise<Work> {
    const waiting = await this.database.outbox
      .where('unitId')
      .equals(work.unitId)
      .filter(({ state, attempts }) => state === 'waiting' && attempts === 0)
      .first();
    const made = { id: newClientId(this.time), at: this.time.now().toISOString(), formVersion: form.version, neverSent: waiting?.id };
    const done = finish(work, made);
    const sealedReport = await this.key.seal(`outbox|${done.report.id}`, { report: done.report, answer: null } satisfies OutboxContent);
    const sealedWork = await this.key.seal(`works|${work.unitId}`, done.work);
    await this.database.transaction('rw', this.database.outbox, this.database.works, async () => {
      if (waiting) {
        // it may have been taken for sending while we were sealing: then it stays and a new one follows
        const still = await this.database.outbox.get(waiting.id);
        if (still?.state !== 'waiting' || still.attempts > 0) throw new BeingSent();
      }
      await this.dropRejected(work.unitId);
      const row = {
        id: done.report.id,
        unitId: work.unitId,
        roundId: round.id,
        order: this.time.now().getTime(),
        state: 'waiting',
        attempts: 0,
      } as const;
      await this.database.outbox.put({ ...row, ...sealedReport });
      await this.database.works.put({ id: work.unitId, dirty: false, ...sealedWork });
    });
    return done.work;
  }

  /** A refused report is replaced by the corrected one. */
  private async dropRejected(unitId: string): Promise<void> {
    await this.database.outbox
      .where('unitId')
      .equals(unitId)
      .filter(({ state }) => state === 'rejected')
      .delete();
  }

  async outbox(states?: readonly OutboxState[]): Promise<OutboxEntry[]> {
    const rows = await (states ? this.database.outbox.where('state').anyOf(states).toArray() : this.database.outbox.toArray());
    const entries = await Promise.all(rows.map((row) => this.openEntry(row)));
    return entries.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  }

  private async openEntry(row: OutboxRow): Promise<OutboxEntry> {
    const { id, unitId, roundId, state, attempts, order } = row;
    return { id, unitId, roundId, state, attempts, order, ...(await this.key.open<OutboxContent>(`outbox|${id}`, row)) };
  }

  /** Said before the request leaves: from now on the report may have been received. */
  async sending(ids: readonly string[]): Promise<void> {
    await this.database.outbox
      .where('id')
      .anyOf(ids)
      .modify((row) => {
        row.state = 'sending';
        row.attempts += 1;
      });
  }

  async answered({ id, report }: OutboxEntry, answer: SubmissionAnswer): Promise<void> {
    const sealed = await this.key.seal(`outbox|${id}`, { report, answer } satisfies OutboxContent);
    await this.database.outbox.update(id, { state: stateAfter(answer), ...sealed });
  }

  /** Sent once more as it is: the service may have turned it away for a reason that has gone. */
  async retry(id: string): Promise<void> {
    await this.database.outbox.update(id, { state: 'sending' });
  }

  /** A decision was made in the office, the list says so. */
  async settled(unitId: string): Promise<void> {
    await this.database.outbox
      .where('unitId')
      .equals(unitId)
      .modify((row) => {
        if (row.state === 'conflict') row.state = 'applied';
      });
  }

  async keepPhoto(photo: { unitId: string; villageCode: string }, content: Blob): Promise<string> {
    const id = newClientId(this.time);
    const bytes = await content.arrayBuffer();
    const sealed = await this.key.sealBytes(`photos|${id}`, bytes);
    await this.database.photos.put({ id, ...photo, state: 'waiting', size: bytes.byteLength, sent: 0, ...sealed });
    return id;
  }

  async photo(id: string): Promise<Blob | undefined> {
    const row = await this.database.photos.get(id);
    if (!row || row.bytes.byteLength === 0) return undefined;
    return new Blob([await this.key.openBytes(`photos|${id}`, row)], { type: 'image/jpeg' });
  }

  async photos(): Promise<PhotoEntry[]> {
    const rows = await this.database.photos.toArray();
    return rows.map(({ id, unitId, villageCode, state, size, sent }: PhotoRow) => ({ id, unitId, villageCode, state, size, sent }));
  }

  async photoProgress(id: string, sent: number): Promise<void> {
    await this.database.photos.update(id, { sent });
  }

  /** With its household: the picture itself has no business on the phone any more. */
  async photoState(id: string, state: PhotoState): Promise<void> {
    const gone = state === 'attached' ? { bytes: new ArrayBuffer(0) } : {};
    await this.database.photos.update(id, { state, ...gone });
  }

  async dropPhoto(id: string): Promise<void> {
    await this.database.photos.delete(id);
  }

  /** Whether a household has a report the service has not answered for good. */
  async isUnsent(unitId: string): Promise<boolean> {
    const waiting = await this.database.outbox
      .where('unitId')
      .equals(unitId)
      .filter(({ state }) => UNSENT.includes(state))
      .count();
    return waiting > 0;
  }
}

/** A report was taken for sending in the moment it was to be written anew; finishing again makes one that follows it. */
export class BeingSent extends Error {}

const stateAfter = ({ outcome, earlier }: SubmissionAnswer): OutboxState => {
  switch (outcome) {
    case 'applied':
    case 'conflict':
    case 'rejected':
      return outcome;
    case 'duplicate':
      return earlier === 'conflict' ? 'conflict' : earlier === 'refused' ? 'refused' : 'applied';
  }
};
