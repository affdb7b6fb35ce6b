import type { Sealed, SurveyDatabase, VaultRow } from './database.js';
import { deviceTime, type DeviceTime } from './device-time.js';
import type { DerivePinKey } from './pin-key.js';
import { wipe } from './wipe.js';

export interface DeviceRules {
  readonly keepDays: number;
  readonly pinTries: number;
  readonly lockMinutes: number;
}

export type Unlocked =
  | { readonly outcome: 'open'; readonly key: DataKey }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  | { readonly outcome: 'wiped' };

/** The phone's data key in use. It cannot be read out of the browser, only used. */
export class DataKey {
  constructor(private readonly key: CryptoKey) {}

  /** @param place table and id; a row moved to another place does not open */
  async seal(place: string, value: unknown): Promise<Sealed> {
    return this.sealBytes(place, new TextEncoder().encode(JSON.stringify(value)));
  }

  async open<T>(place: string, sealed: Sealed): Promise<T> {
    return JSON.parse(new TextDecoder().decode(await this.openBytes(place, sealed))) as T;
  }

  async sealBytes(place: string, content: BufferSource): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: encoded(place) }, this.key, content);
    return { iv, bytes };
  }

  openBytes(place: string, { iv, bytes }: Sealed): Promise<ArrayBuffer> {
    return crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: encoded(place) }, this.key, bytes);
  }
}

const encoded = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Makes, opens and counts: everything that has to do with the PIN of this phone. */
export class Vault {
  constructor(
    private readonly database: SurveyDatabase,
    private readonly derive: DerivePinKey,
    private readonly time: DeviceTime = deviceTime,
  ) {}

  find(): Promise<VaultRow | undefined> {
    return this.database.vault.get('vault');
  }

  /** A new key for this phone, wrapped twice: by the PIN, and by a key that never leaves this browser. */
  async create(accountId: string, pin: string, rules: DeviceRules): Promise<DataKey> {
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const secret = crypto.getRandomValues(new Uint8Array(32));
    const [pinIv, deviceIv] = [crypto.getRandomValues(new Uint8Array(12)), crypto.getRandomValues(new Uint8Array(12))];
    const deviceKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    const byPin = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: pinIv }, await this.pinKey(pin, salt), secret);
    const wrapped = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: deviceIv }, deviceKey, byPin);
    const { keepDays, pinTries, lockMinutes } = rules;
    await this.database.vault.put({
      key: 'vault',
      ...{ accountId, salt, deviceKey, pinIv, deviceIv, wrapped, keepDays, pinTries, lockMinutes },
      wrongTries: 0,
      lastContactAt: this.time.now().getTime(),
    });
    return importKey(secret);
  }

  /** Counts the try before it looks: switching the phone off in between wins nothing. */
  async unlock(pin: string): Promise<Unlocked> {
    const row = await this.countTry();
    if (!row) return { outcome: 'wiped' };
    try {
      const byPin = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.deviceIv }, row.deviceKey, row.wrapped);
      const secret = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.pinIv }, await this.pinKey(pin, row.salt), byPin);
      await this.database.vault.update('vault', { wrongTries: 0 });
      return { outcome: 'open', key: await importKey(new Uint8Array(secret)) };
    } catch (error) {
      // what WebCrypto says when a ciphertext does not open
      if ((error as { name?: string }).name !== 'OperationError') throw error;
      const triesLeft = row.pinTries - row.wrongTries;
      if (triesLeft > 0) return { outcome: 'wrong', triesLeft };
      await wipe(this.database);
      return { outcome: 'wiped' };
    }
  }

  private countTry(): Promise<VaultRow | undefined> {
    return this.database.transaction('rw', this.database.vault, async () => {
      const row = await this.database.vault.get('vault');
      if (!row) return undefined;
      const counted = { ...row, wrongTries: row.wrongTries + 1 };
      await this.database.vault.put(counted);
      return counted;
    });
  }

  /** The service was reached: the days begin anew, and the county's rules may have changed. */
  async contacted(rules?: DeviceRules): Promise<void> {
    const changes = rules ? { keepDays: rules.keepDays, pinTries: rules.pinTries, lockMinutes: rules.lockMinutes } : {};
    await this.database.vault.update('vault', { ...changes, lastContactAt: this.time.now().getTime() });
  }

  async isOverdue(): Promise<boolean> {
    const row = await this.find();
    return row !== undefined && this.time.now().getTime() - row.lastContactAt > row.keepDays * 86_400_000;
  }

  private async pinKey(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
    const bytes = await this.derive(pin, salt);
    return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  }
}

async function importKey(secret: Uint8Array<ArrayBuffer>): Promise<DataKey> {
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt', 'decrypt']);
  secret.fill(0);
  return new DataKey(key);
}
