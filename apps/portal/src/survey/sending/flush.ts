import { Problem } from '../../api/problem.js';
import { deviceTime, type DeviceTime } from '../device/device-time.js';
import type { OutboxEntry, SurveyStore } from '../device/survey-store.js';
import type { Vault } from '../device/vault.js';
import type { SubmissionAnswer } from '../types.js';
import type { SendPhoto } from './send-photo.js';
import type { SurveyApi } from './survey-api.js';

/** How a round of sending ended. */
export type FlushEnd = 'done' | 'no-signal' | 'sign-in-needed' | 'other-account' | 'busy';

export interface Flushing {
  readonly store: SurveyStore;
  readonly vault: Vault;
  readonly api: SurveyApi;
  readonly sendPhoto: SendPhoto;
  /** Who is signed in now; undefined: nobody, `no-signal`: cannot be asked. */
  readonly whoIsSignedIn: () => Promise<string | undefined>;
  readonly onChange: () => void;
  readonly time?: DeviceTime;
}

const AT_ONCE = 10;

/**
 * Sends what waits: reports in their order, each said to be on its way before it leaves; then photographs, piece by piece; then the
 * list is taken anew for households that are through. Every step can break off and be done again.
 */
export async function flush(flushing: Flushing): Promise<FlushEnd> {
  const { store, vault, whoIsSignedIn, onChange } = flushing;
  try {
    const account = await whoIsSignedIn();
    if (account === undefined) return 'sign-in-needed';
    if (account !== (await vault.find())?.accountId) return 'other-account';
    await vault.contacted();
    await sendReports(flushing);
    await sendPhotos(flushing);
    await refresh(flushing);
    return 'done';
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return 'sign-in-needed';
    if (isBrokenLine(error)) return 'no-signal';
    throw error;
  } finally {
    await store.outbox().then(onChange, onChange);
  }
}

/** Nobody decided anything: the same again later. Errors of the upload library have a request, ours a status. */
const isBrokenLine = (error: unknown): boolean =>
  error instanceof Problem ? error.isOutage || error.status === 429 : error instanceof Error && 'originalRequest' in error;

async function sendReports(flushing: Flushing): Promise<void> {
  const { store, onChange } = flushing;
  for (;;) {
    const waiting = await store.outbox(['waiting', 'sending']);
    const [first] = waiting;
    if (!first) return;
    const batch = waiting.filter(({ roundId }) => roundId === first.roundId).slice(0, AT_ONCE);
    await store.sending(batch.map(({ id }) => id));
    onChange();
    const answered = await sendBatch(flushing, batch);
    onChange();
    // an answer that says nothing about the reports is no answer
    if (answered === 0) return;
  }
}

/** @returns how many of the reports have their answer */
async function sendBatch(flushing: Flushing, batch: readonly OutboxEntry[]): Promise<number> {
  const { store, api, time = deviceTime } = flushing;
  const [first] = batch;
  if (!first) return 0;
  let answers: readonly SubmissionAnswer[];
  try {
    answers = await api.submit(
      first.roundId,
      batch.map(({ report }) => report),
      time.now().toISOString(),
    );
  } catch (error) {
    if (!(error instanceof Problem) || isBrokenLine(error) || error.status === 401) throw error;
    // the whole batch was turned away: one by one, so that only what is wrong stays behind
    if (batch.length > 1) {
      let answered = 0;
      for (const entry of batch) answered += await sendBatch(flushing, [entry]);
      return answered;
    }
    const { code, title, detail, next } = error;
    answers = [{ id: first.id, outcome: 'rejected', code, title, detail, next }];
  }
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  let answered = 0;
  for (const entry of batch) {
    const answer = byId.get(entry.id);
    if (!answer) continue;
    await store.answered(entry, answer);
    answered += 1;
  }
  return answered;
}

async function sendPhotos({ store, api, sendPhoto, onChange }: Flushing): Promise<void> {
  const named = new Set((await store.outbox()).flatMap(({ report }) => report.photos.map(({ id }) => id)));
  for (const photo of await store.photos()) {
    // a picture that is in no report yet may still be thrown away
    if (photo.state !== 'waiting' || !named.has(photo.id)) continue;
    const content = await store.photo(photo.id);
    if (!content) continue;
    const onProgress = (sent: number): void => void store.photoProgress(photo.id, sent).then(onChange);
    await store.photoState(photo.id, await sendPhoto({ ...photo, content, onProgress }));
    onChange();
  }
  const uploaded = (await store.photos()).filter(({ state }) => state === 'uploaded').map(({ id }) => id);
  for (let i = 0; i < uploaded.length; i += 50)
    for (const { id, state } of await api.photosArrived(uploaded.slice(i, i + 50)))
      if (state === 'attached') await store.photoState(id, 'attached');
}

/** Households whose reports are all answered are taken anew, so that the next visit builds on what counts now. */
async function refresh({ store, api }: Flushing): Promise<void> {
  const kept = await store.round();
  if (!kept) return;
  for (const work of await store.works()) {
    if (work.dirty || (await store.isUnsent(work.unitId))) continue;
    const { items } = await api.workload(kept.round.id, { village: work.villageCode, unit: work.unitId });
    const [item] = items;
    if (!item) continue;
    await store.keepUnits([item], { replaceAll: false });
    // while a person has to decide, the surveyor sees what he himself reported
    if (item.openConflicts > 0) continue;
    await store.settled(work.unitId);
    // somebody may have gone on typing while we asked
    const now = await store.work(work.unitId);
    if (now && !now.dirty && now.reports.length === work.reports.length) await store.forgetWork(work.unitId);
  }
}
