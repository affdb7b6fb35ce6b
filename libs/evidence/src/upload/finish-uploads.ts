import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { AuditLog, type AuditActor, type AuditDetail } from '@jingzhun/audit';
import { PlainDate, plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { Refusal } from '@jingzhun/domain/refusal';
import { Clock, Database } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';
import { Vault } from '@jingzhun/vault';
import { StoredFiles } from '../attachment/stored-files.js';
import { cleanContent, type ContentLimits } from '../content/clean-content.js';
import type { ContentSource } from '../content/content-source.js';
import { ArrivingFiles } from './arriving-files.js';
import { asSystem, fileNamePlace, keyPlace, type UploadRow } from './upload-rows.js';
import { UploadDamaged } from './upload.errors.js';

/** Looking into a file takes memory; further ones wait. */
const AT_ONCE = 2;

interface Stored {
  contentType: string;
  capturedOn: string | null;
  sha256: string;
  bytes: number;
  original: string;
}

/** Makes an attachment of an upload that has arrived completely: looked at, cleaned, encrypted, recorded; or refused. */
@Injectable()
export class FinishUploads {
  private readonly running = new Map<string, Promise<void>>();
  private readonly waiting: (() => void)[] = [];
  private busy = 0;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(ArrivingFiles) private readonly arriving: ArrivingFiles,
    @Inject(StoredFiles) private readonly stored: StoredFiles,
  ) {}

  /**
   * Once for each upload, whoever asks: a second one waits for the first. Does nothing when it is finished or not complete.
   * @throws Refusal when the content is not accepted; the upload keeps the reason
   */
  finish(id: string): Promise<void> {
    const known = this.running.get(id);
    if (known) return known;
    const work = this.inTurn(() => this.attempt(id)).finally(() => this.running.delete(id));
    this.running.set(id, work);
    return work;
  }

  /** What the county allows at present. */
  async limits(area: string): Promise<ContentLimits & { keptMs: number }> {
    const policy = await this.policy.snapshot(this.clock.today(), DivisionPrefix.parse(area.slice(0, 6)));
    return {
      kinds: policy.value('evidence.kinds'),
      mostBytes: policy.value('evidence.maxBytes'),
      mostPixels: policy.value('evidence.picture.maxPixels'),
      keptMs: policy.value('evidence.upload.keptHours') * 3_600_000,
    };
  }

  /** One transaction from the first look to the record: its row lock ends with the connection, also after `kill -9`. */
  private async attempt(id: string): Promise<void> {
    let row: UploadRow | undefined;
    try {
      row = await asSystem(this.database, async (client) => {
        const { rows } = await client.query<UploadRow>('select * from upload where id = $1 for update skip locked', [id]);
        const found = rows[0];
        if (!found?.key_cipher || (await this.arriving.arrived(found.stored_name)) !== found.bytes) return undefined;
        row = found;
        const key = Buffer.from(this.vault.fields.decrypt(found.key_cipher, keyPlace(id)), 'base64');
        const stored = await this.arriving.reading(found.stored_name, key, (source) => this.store(found, source));
        await this.record(client, found, stored);
        return found;
      });
    } catch (error) {
      if (row && error instanceof Refusal) await this.refuse(row, error);
      throw error;
    }
    if (row) await this.arriving.delete(row.stored_name);
  }

  private async store(row: UploadRow, source: ContentSource): Promise<Stored> {
    const original = await hashOf(source.stream());
    if (row.expected_sha256 !== null && row.expected_sha256 !== original) throw new UploadDamaged();
    const { content, contentType, capturedOn } = await cleanContent(source, await this.limits(row.account_area));
    const { sha256, bytes } = await this.stored.write(row.stored_name, row.id, content);
    return { contentType, capturedOn: this.plausible(capturedOn), sha256, bytes, original };
  }

  /** A camera without the right time says 1970 or 2050. */
  private plausible(day: string | null): string | null {
    const known = PlainDate.safeParse(day);
    return known.success && known.data >= '1990-01-01' && known.data <= plainDateInShanghai(this.clock.now()) ? known.data : null;
  }

  private async record(client: pg.ClientBase, row: UploadRow, { contentType, capturedOn, sha256, bytes, original }: Stored): Promise<void> {
    await client.query('delete from upload where id = $1', [row.id]);
    await client.query(
      `insert into attachment (id, village_code, audience, content_type, bytes, sha256, original_bytes, captured_on, file_name_cipher, stored_name, uploaded_by,
         uploaded_by_name, uploaded_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        row.id,
        row.village_code,
        row.audience,
        contentType,
        bytes,
        sha256,
        row.bytes,
        capturedOn,
        this.renamed(row),
        row.stored_name,
        row.account_id,
        row.account_name,
        this.clock.now(),
      ],
    );
    await this.log(client, row, 'success', { contentType, bytes, stored: inGroups(sha256), original: inGroups(original) });
    await this.stored.keep(row.stored_name);
  }

  private async refuse(row: UploadRow, { code, status, zh, en }: Refusal): Promise<void> {
    await asSystem(this.database, async (client) => {
      await client.query(`update upload set state = 'refused', problem = $2, key_cipher = null where id = $1`, [
        row.id,
        JSON.stringify({ code, status, zh, en }),
      ]);
      await this.log(client, row, 'refused', { code, bytes: row.bytes });
    });
    await this.arriving.delete(row.stored_name);
    await this.stored.delete(row.stored_name);
  }

  private renamed({ id, file_name_cipher }: UploadRow): Buffer {
    const name = this.vault.fields.decrypt(file_name_cipher, fileNamePlace('upload', id));
    return this.vault.fields.encrypt(name, fileNamePlace('attachment', id));
  }

  private async log(client: pg.ClientBase, row: UploadRow, result: 'success' | 'refused', detail: AuditDetail): Promise<void> {
    const actor: AuditActor = { accountId: row.account_id, name: row.account_name, roles: row.account_roles, area: row.account_area };
    await this.audit.record(client, { actor, action: 'attachment.upload', objectType: 'attachment', objectId: row.id, result, detail });
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.busy >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.busy += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.busy -= 1;
    }
  }
}

async function hashOf(content: Readable): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(content, hash);
  return hash.digest('hex');
}

/** The audit log hides what is as long as an ID number; a hash in groups of eight is left alone. */
export const inGroups = (hash: string): string => (hash.match(/.{8}/g) ?? []).join(':');
