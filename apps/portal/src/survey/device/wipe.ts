import { UNSENT, type SurveyDatabase } from './database.js';

/** Everything goes, the key first: what is still on the disk then is noise. */
export async function wipe(database: SurveyDatabase): Promise<void> {
  await database.vault.clear();
  await database.delete({ disableAutoOpen: false });
}

/** The days without contact are over: the list goes. What has not been sent stays sealed until the surveyor is online again. */
export async function wipeList(database: SurveyDatabase): Promise<void> {
  const keep = await unsentUnits(database);
  await database.transaction('rw', database.units, database.works, database.outbox, async () => {
    await database.units.filter(({ id }) => !keep.has(id)).delete();
    await database.works.filter(({ id }) => !keep.has(id)).delete();
    await database.outbox.filter(({ unitId }) => !keep.has(unitId)).delete();
  });
}

/** Households with something that only this phone has: reports not taken yet, begun forms, photographs on their way. */
export async function unsentUnits(database: SurveyDatabase): Promise<Set<string>> {
  const reports = await database.outbox.filter(({ state }) => UNSENT.includes(state)).toArray();
  const begun = await database.works.filter(({ dirty }) => dirty).toArray();
  const photos = await database.photos.filter(({ state }) => state === 'waiting' || state === 'uploaded').toArray();
  return new Set([...reports.map(({ unitId }) => unitId), ...begun.map(({ id }) => id), ...photos.map(({ unitId }) => unitId)]);
}
