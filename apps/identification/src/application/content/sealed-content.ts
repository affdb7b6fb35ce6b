import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { canonicalDigest, type JsonValue } from '@jingzhun/evidence';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { parseIdNumber } from '@jingzhun/domain/id-number';
import { Vault } from '@jingzhun/vault';
import { CIPHER_PLACES } from '../../household/sealed-numbers.js';
import type { StoredContent } from '../case/application.entity.js';
import { ApplicationDraft } from './application-content.js';
import { judgedPart, problemsOf } from './content.rules.js';

/** What lies in `content_cipher`. The salt keeps the published digests from being guessed: an ID number alone could be. */
interface Sealed {
  salt: string;
  draft: ApplicationDraft;
}

/** What a household of the register adds where the content itself names nobody. */
export interface Named {
  groupName: string | null;
  headName: string;
  memberCount: number;
}

/** Seals and opens what a household says of itself. The only place that sees ID numbers of applicants in plain. */
@Injectable()
export class SealedContent {
  constructor(@Inject(Vault) private readonly vault: Vault) {}

  /** @param before what lies sealed now: the salt of a case stays, so that equal parts keep equal digests */
  seal(applicationId: string, draft: ApplicationDraft, named: Named, today: PlainDate, before?: Buffer): StoredContent {
    const salt = before ? this.unseal(applicationId, before).salt : randomBytes(16).toString('hex');
    const sealed: Sealed = { salt, draft };
    return {
      contentCipher: this.vault.fields.encrypt(JSON.stringify(sealed), { ...CIPHER_PLACES.application, rowId: applicationId }),
      contentDigest: canonicalDigest(signedContent(sealed), []),
      judgedDigest: canonicalDigest({ salt, judged: judgedPart(draft) } as JsonValue, []),
      contentProblems: problemsOf(draft, today).length,
      ...named,
      category: draft.kind === 'removal' ? null : (draft.category ?? null),
      mainCause: draft.kind === 'registration' ? (draft.mainCause ?? null) : null,
    };
  }

  open(applicationId: string, cipher: Buffer): ApplicationDraft {
    return ApplicationDraft.parse(this.unseal(applicationId, cipher).draft);
  }

  /** What the household's signature stands under: content and salt, so that who holds the export can compute the digest. */
  toSign(applicationId: string, cipher: Buffer): JsonValue {
    return signedContent(this.unseal(applicationId, cipher));
  }

  /** Blind indexes of the numbers that are numbers, by position. */
  indexesOf(draft: ApplicationDraft, today: PlainDate): { position: number; idIndex: Buffer }[] {
    if (draft.kind !== 'registration') return [];
    const seen = new Set<string>();
    return (draft.members ?? []).flatMap(({ idNumber }, position) => {
      const number = idNumber ? parseIdNumber(idNumber, today) : undefined;
      if (!number?.ok || seen.has(number.value.idNumber18)) return [];
      seen.add(number.value.idNumber18);
      return [{ position, idIndex: this.vault.index.of('idNumber', number.value.idNumber18) }];
    });
  }

  private unseal(applicationId: string, cipher: Buffer): Sealed {
    return JSON.parse(this.vault.fields.decrypt(cipher, { ...CIPHER_PLACES.application, rowId: applicationId })) as Sealed;
  }
}

const signedContent = ({ salt, draft }: Sealed): JsonValue => ({ salt, application: draft });
