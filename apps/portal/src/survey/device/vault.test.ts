/** @jest-environment node */
import { ACCOUNT, everythingIn, newPhone, quickKey, RULES } from '../../../test/phone.js';
import { derivePinKey } from './pin-key.js';
import { Vault } from './vault.js';
import { unsentUnits, wipeList } from './wipe.js';

const PIN = '271828';

describe('the vault of a phone', () => {
  it('opens with the PIN, also after a crash, and keeps neither PIN nor key in the clear', async () => {
    const phone = newPhone();
    const key = await phone.vault.create(ACCOUNT, PIN, RULES);
    const sealed = await key.seal('units|1', { name: '刘大山' });
    const reopened = phone.reopened();
    const vault = new Vault(reopened, quickKey, phone.time);
    const unlocked = await vault.unlock(PIN);
    if (unlocked.outcome !== 'open') throw new Error(unlocked.outcome);
    expect(await unlocked.key.open('units|1', sealed)).toEqual({ name: '刘大山' });
    expect(await everythingIn(reopened)).not.toContain(PIN);
    const row = await vault.find();
    expect(row?.deviceKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', row?.deviceKey as CryptoKey)).rejects.toThrow();
  });

  it('is of no use without the key that never leaves the browser', async () => {
    const [mine, thief] = [newPhone(), newPhone()];
    await mine.vault.create(ACCOUNT, PIN, RULES);
    await thief.vault.create(ACCOUNT, '000000', RULES);
    const copied = { ...(await mine.vault.find()), deviceKey: (await thief.vault.find())?.deviceKey };
    await thief.database.vault.put(copied as never);
    expect((await thief.vault.unlock(PIN)).outcome).toBe('wrong');
  });

  it('counts wrong PINs before it looks, and wipes everything at the last one', async () => {
    const phone = newPhone();
    const key = await phone.vault.create(ACCOUNT, PIN, RULES);
    await phone.database.works.put({ id: 'u1', dirty: true, ...(await key.seal('works|u1', { need: '修路' })) });
    expect(await phone.vault.unlock('000000')).toEqual({ outcome: 'wrong', triesLeft: 3 });
    expect((await phone.vault.unlock(PIN)).outcome).toBe('open');
    for (const triesLeft of [3, 2, 1]) expect(await phone.vault.unlock('111111')).toEqual({ outcome: 'wrong', triesLeft });
    // switched off while the fourth is looked at
    const interrupted = new Vault(phone.database, () => new Promise(() => undefined), phone.time);
    void interrupted.unlock('222222');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await phone.vault.find())?.wrongTries).toBe(4);
    expect((await phone.vault.unlock('333333')).outcome).toBe('wiped');
    expect(await phone.vault.find()).toBeUndefined();
    expect(await phone.database.works.count()).toBe(0);
    expect((await phone.vault.unlock(PIN)).outcome).toBe('wiped');
  });

  it('opens a row only in its own place', async () => {
    const phone = newPhone();
    const key = await phone.vault.create(ACCOUNT, PIN, RULES);
    const sealed = await key.seal('units|1', { a: 1 });
    await expect(key.open('units|2', sealed)).rejects.toMatchObject({ name: 'OperationError' });
  });

  it('lets the list go after the days without contact, and nothing that is unsent', async () => {
    const phone = newPhone();
    const key = await phone.vault.create(ACCOUNT, PIN, RULES);
    const row = async (id: string) => ({ id, ...(await key.seal(`units|${id}`, {})) });
    await phone.database.units.bulkPut([await row('u1'), await row('u2'), await row('u3')]);
    await phone.database.works.put({ ...(await row('u1')), dirty: true });
    await phone.database.outbox.put({ ...(await row('r2')), unitId: 'u2', roundId: 'r', order: 1, state: 'sending', attempts: 1 });
    expect(await phone.vault.isOverdue()).toBe(false);
    phone.time.advanceDays(8);
    expect(await phone.vault.isOverdue()).toBe(true);
    await wipeList(phone.database);
    expect(await phone.database.units.toCollection().primaryKeys()).toEqual(['u1', 'u2']);
    expect([...(await unsentUnits(phone.database))].sort()).toEqual(['u1', 'u2']);
    await phone.vault.contacted();
    expect(await phone.vault.isOverdue()).toBe(false);
  });

  it('derives the PIN’s key with argon2id', async () => {
    const salt = new Uint8Array(16).fill(7);
    const [once, again, other] = await Promise.all([derivePinKey(PIN, salt), derivePinKey(PIN, salt), derivePinKey('271829', salt)]);
    expect(Buffer.from(once).toString('hex')).toBe(Buffer.from(again).toString('hex'));
    expect(Buffer.from(once).equals(Buffer.from(other))).toBe(false);
    expect(once).toHaveLength(32);
  });
});
