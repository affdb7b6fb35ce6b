import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { KeysUnavailable } from './auth.errors.js';

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })).min(1) });

export interface RemoteKeysOptions {
  /** Where the issuer publishes its keys. */
  url: string;
  /** Keeps the last keys seen, so that sessions survive the issuer's outage and a restart during it. */
  cacheFile: string;
  /** Age in ms at which keys are read again in the background. */
  refreshAfter?: number;
  /** Time in ms between two reads that unknown key ids can cause. */
  pause?: number;
}

/** The issuer's public keys: read over HTTP, remembered in a file, never lost because the issuer is away. */
export class RemoteKeys {
  private keys?: JWTVerifyGetKey;
  private triedAt = Number.NEGATIVE_INFINITY;
  private readAt = Number.NEGATIVE_INFINITY;
  private reading?: Promise<boolean>;
  private readonly refreshAfter: number;
  private readonly pause: number;

  constructor(private readonly options: RemoteKeysOptions) {
    this.refreshAfter = options.refreshAfter ?? 5 * 60_000;
    this.pause = options.pause ?? 10_000;
    this.keys = readCache(options.cacheFile);
  }

  /** For `jwtVerify`. @throws KeysUnavailable when no keys were ever seen */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (!this.keys) await this.read();
    else if (performance.now() - this.readAt > this.refreshAfter) void this.read();
    if (!this.keys) throw new KeysUnavailable();
    try {
      return await this.keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !(await this.read())) throw error;
      return await this.keys(header, token);
    }
  };

  /** One read at a time, with a pause after each: tokens with invented key ids must not become requests to the issuer. */
  private read(): Promise<boolean> {
    if (this.reading) return this.reading;
    const pause = this.keys ? this.pause : Math.min(this.pause, 1_000);
    if (performance.now() - this.triedAt < pause) return Promise.resolve(false);
    this.triedAt = performance.now();
    this.reading = this.fetchKeys().finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async fetchKeys(): Promise<boolean> {
    try {
      const response = await fetch(this.options.url, { signal: AbortSignal.timeout(3_000), redirect: 'error' });
      if (!response.ok) return false;
      const set = KeySet.parse(await response.json());
      this.keys = createLocalJWKSet(set);
      this.readAt = performance.now();
      writeCache(this.options.cacheFile, set);
      return true;
    } catch {
      return false;
    }
  }
}

function readCache(file: string): JWTVerifyGetKey | undefined {
  try {
    return createLocalJWKSet(KeySet.parse(JSON.parse(readFileSync(file, 'utf8'))));
  } catch {
    return undefined;
  }
}

// Whoever can write this file can make tokens count: only the service's user.
function writeCache(file: string, set: unknown): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const draft = `${file}.${process.pid}.draft`;
    writeFileSync(draft, JSON.stringify(set), { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // a full or read-only disk costs the memory over a restart, not the request
  }
}
