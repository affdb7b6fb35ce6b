import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { Clock } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { MACHINE_TIME } from './machine-time.js';

const PLACE = 'sealed';

/** Small state that travels through the browser and comes back unaltered, unread and in time. */
@Injectable()
export class Sealed {
  constructor(
    @Inject(Vault) private readonly vault: Vault,
    @Inject(MACHINE_TIME) private readonly machine: Clock,
  ) {}

  /** @param purpose what it may be opened for; nothing sealed for one purpose opens for another */
  seal(purpose: string, content: object, lifetimeMs: number): string {
    const rowId = randomUUID();
    const text = JSON.stringify({ content, until: this.machine.now().getTime() + lifetimeMs });
    return `${rowId}.${this.vault.fields.encrypt(text, { table: PLACE, column: purpose, rowId }).toString('base64url')}`;
  }

  /** Undefined when it was altered, made for something else or is too old. */
  open<T>(purpose: string, sealed: string | undefined, schema: z.ZodType<T>): T | undefined {
    const [rowId = '', bytes = ''] = (sealed ?? '').split('.');
    try {
      const text = this.vault.fields.decrypt(Buffer.from(bytes, 'base64url'), { table: PLACE, column: purpose, rowId });
      const { content, until } = JSON.parse(text) as { content: unknown; until: number };
      return this.machine.now().getTime() < until ? schema.parse(content) : undefined;
    } catch {
      return undefined;
    }
  }
}
