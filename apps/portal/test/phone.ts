import type { DexieOptions } from 'dexie';
import { IDBKeyRange, indexedDB } from 'fake-indexeddb';
import { createHash } from 'node:crypto';
import { SurveyDatabase } from '../src/survey/device/database.js';
import type { DeviceTime } from '../src/survey/device/device-time.js';
import type { DerivePinKey } from '../src/survey/device/pin-key.js';
import { Vault } from '../src/survey/device/vault.js';

/** Quick: the strength of the PIN's key is not what most tests are about. */
export const quickKey: DerivePinKey = (pin, salt) =>
  Promise.resolve(new Uint8Array(createHash('sha256').update(pin).update(salt).digest()));

export class TestTime implements DeviceTime {
  constructor(private at = Date.UTC(2016, 5, 15, 2)) {}
  now(): Date {
    this.at += 1;
    return new Date(this.at);
  }
  advanceDays(days: number): void {
    this.at += days * 86_400_000;
  }
}

let made = 0;

type Open = (name: string, options: DexieOptions) => SurveyDatabase;

interface TestPhone {
  database: SurveyDatabase;
  vault: Vault;
  time: TestTime;
  /** As after a crash: nothing of the page is left, only what was written. `open` is what a later release would open. */
  reopened: (open?: Open) => SurveyDatabase;
}

/** A phone with an empty database of its own. */
export function newPhone(): TestPhone {
  const name = `phone-${(made += 1)}`;
  const time = new TestTime();
  const usual: Open = (of, options) => new SurveyDatabase(of, options);
  const database = usual(name, { indexedDB, IDBKeyRange });
  let opened = database;
  return {
    database,
    time,
    vault: new Vault(database, quickKey, time),
    reopened: (open = usual) => {
      opened.close();
      opened = open(name, { indexedDB, IDBKeyRange });
      return opened;
    },
  };
}

export const RULES = { keepDays: 7, pinTries: 4, lockMinutes: 15 };
export const ACCOUNT = '11111111-1111-4111-8111-111111111111';

/** Everything the database holds as one text, bytes as Latin-1, so that something plain would be found. */
export async function everythingIn(database: SurveyDatabase): Promise<string> {
  const texts: string[] = [];
  const add = (value: unknown): void => {
    if (value instanceof Uint8Array) texts.push(Buffer.from(value).toString('latin1'));
    else if (value instanceof ArrayBuffer) texts.push(Buffer.from(value).toString('latin1'), Buffer.from(value).toString('utf8'));
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(add);
    else texts.push(String(value));
  };
  for (const table of database.tables) add(await table.toArray());
  return texts.join('\n');
}
