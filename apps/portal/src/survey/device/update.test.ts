/** @jest-environment node */
import { ACCOUNT, newPhone, quickKey, RULES } from '../../../test/phone.js';
import { kept, unit } from '../../../test/survey-data.js';
import { SurveyDatabase } from './database.js';
import { SurveyStore } from './survey-store.js';
import { Vault } from './vault.js';
import { beginWork, withAnswer, withParts } from './work.rules.js';

/** A later release with one table more, as releases may have. */
class LaterDatabase extends SurveyDatabase {
  constructor(...given: ConstructorParameters<typeof SurveyDatabase>) {
    super(...given);
    this.version(2).stores({ notes: 'id' });
  }
}

describe('a new release on a phone with unsent work', () => {
  it('finds the outbox, the begun form and the photograph, and opens them with the same PIN', async () => {
    const phone = newPhone();
    const store = new SurveyStore(phone.database, await phone.vault.create(ACCOUNT, '271828', RULES), phone.time);
    const met = (id: string) => withParts(withAnswer(beginWork(unit(id)), 'need', '修路'), { outcome: 'met' });
    await store.saveWork(met('u1'));
    await store.finish(met('u1'), kept);
    await store.saveWork(met('u2'));
    const photo = await store.keepPhoto({ unitId: 'u2', villageCode: '360781102208' }, new Blob(['picture']));

    const later = phone.reopened((name, options) => new LaterDatabase(name, options));
    const unlocked = await new Vault(later, quickKey, phone.time).unlock('271828');
    if (unlocked.outcome !== 'open') throw new Error(unlocked.outcome);
    const after = new SurveyStore(later, unlocked.key, phone.time);
    expect(later.verno).toBe(2);
    expect(await after.outbox()).toMatchObject([{ unitId: 'u1', state: 'waiting', report: { changes: { need: '修路' } } }]);
    expect(await after.work('u2')).toMatchObject({ dirty: true, answers: { need: '修路' } });
    expect(await (await after.photo(photo))?.text()).toBe('picture');
  });

  it('keeps the tables of the first release, whatever else changes', () => {
    expect(newPhone().database.tables.map(({ name, schema }) => [name, schema.primKey.name])).toEqual(
      expect.arrayContaining([
        ['vault', 'key'],
        ['units', 'id'],
        ['works', 'id'],
        ['rounds', 'id'],
        ['outbox', 'id'],
        ['photos', 'id'],
      ]),
    );
  });
});
