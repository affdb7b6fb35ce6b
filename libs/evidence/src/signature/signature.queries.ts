import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { may, type Principal } from '@jingzhun/auth';
import type { Uuid } from '@jingzhun/domain/uuid';
import { Database, sessionOf } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import type { EvidenceObject } from '../attachment/attachment-ref.js';
import type { JsonValue } from './canonical-digest.js';
import { ContentNotForYou, HoldsPlainNumbers, SignatureNotFound } from './signature.errors.js';
import { readRecords } from './signature-rows.js';
import type { SignatureRecord } from './signature-statement.js';
import { contentPlace, Signatures } from './signatures.js';

/** Signatures as people read them. */
@Injectable()
export class SignatureQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Signatures) private readonly signatures: Signatures,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  list(principal: Principal, subject: EvidenceObject): Promise<SignatureRecord[]> {
    return this.database.connection(sessionOf(principal), (client) => this.signatures.of(client, subject));
  }

  /** With everything that was signed, to be checked elsewhere. @throws SignatureNotFound, ContentNotForYou, HoldsPlainNumbers */
  export(principal: Principal, id: Uuid): Promise<SignatureRecord & { content: JsonValue }> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const [record] = await readRecords(client, 's.id = $1', [id]);
      const { rows } = await client.query<{ content_cipher: Buffer }>(
        'select content_cipher from signature_content where signature_id = $1',
        [id],
      );
      if (!record || !rows[0]) throw new SignatureNotFound();
      if (!this.signatures.mayReadContent(principal, record.statement.subject)) throw new ContentNotForYou();
      // what a villager signs holds his numbers in plain: who may not read them on a page does not get them here
      if (record.statement.signer.kind === 'villager' && !may(principal, 'household.reveal')) throw new HoldsPlainNumbers();
      const content = JSON.parse(this.vault.fields.decrypt(rows[0].content_cipher, contentPlace(id))) as JsonValue;
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'signature.export',
        objectType: 'signature',
        objectId: id,
        result: 'success',
      });
      return { ...record, content };
    });
  }
}
