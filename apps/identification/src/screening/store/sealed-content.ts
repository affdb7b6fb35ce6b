import { Inject, Injectable } from '@nestjs/common';
import { run, type Handle } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { CIPHER_PLACES } from '../../household/sealed-numbers.js';
import type { PackedFact } from './packed-facts.js';

/** What lies sealed beside a judgement, a confirmation or an answer. */
export interface SealedParts {
  facts?: PackedFact[];
  reviewing?: number;
  ground?: string;
  marks?: string[];
  note?: string;
  attachments?: string[];
}

/** What lies sealed as a report. */
export interface ReportContent {
  doubt: string;
  reporter: { name: string | null; contact: string | null };
}

/** Sealing and opening of what only the confirming role may read. Whether somebody may is decided by the database. */
@Injectable()
export class SealedContent {
  constructor(@Inject(Vault) private readonly vault: Vault) {}

  seal(id: string, parts: SealedParts): Buffer {
    return this.vault.fields.encrypt(JSON.stringify(parts), { ...CIPHER_PLACES.screeningSealed, rowId: id });
  }

  /** Those of the rows that the session may see; absent for the others. */
  async open(handle: Handle, ids: readonly string[]): Promise<Map<string, SealedParts>> {
    if (ids.length === 0) return new Map();
    const rows = await run<{ id: string; cipher: Buffer }>(handle, 'select id, cipher from screening_sealed where id = any ($1::uuid[])', [
      ids,
    ]);
    return new Map(
      rows.map(({ id, cipher }) => [
        id,
        JSON.parse(this.vault.fields.decrypt(cipher, { ...CIPHER_PLACES.screeningSealed, rowId: id })) as SealedParts,
      ]),
    );
  }

  sealReport(id: string, content: ReportContent): Buffer {
    return this.vault.fields.encrypt(JSON.stringify(content), { ...CIPHER_PLACES.screeningReport, rowId: id });
  }

  openReport(id: string, cipher: Buffer): ReportContent {
    return JSON.parse(this.vault.fields.decrypt(cipher, { ...CIPHER_PLACES.screeningReport, rowId: id })) as ReportContent;
  }
}
