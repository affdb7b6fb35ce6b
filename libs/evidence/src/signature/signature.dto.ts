import { z } from 'zod';
import { MARKS, SIGNATURE_FORMAT, VOID_FORMAT } from './signature-statement.js';

const Official = z.object({
  accountId: z.uuid(),
  name: z.string(),
  roles: z.array(z.string()),
  area: z.string().describe('division prefix the account was responsible for'),
});
const Seal = z.object({ keyId: z.string().describe('kid of GET seal-keys'), value: z.string().describe('Ed25519, base64url') });

const Statement = z.object({
  format: z.literal(SIGNATURE_FORMAT),
  id: z.uuid(),
  department: z.string(),
  place: z.string().describe('12 digits'),
  subject: z.object({ type: z.string(), id: z.string(), version: z.int() }).describe('what was signed'),
  meaning: z.object({ zh: z.string(), en: z.string() }).describe('what the signature says, as the signer read it'),
  digest: z.string().describe('SHA-256 over RFC 8785 of content and hashes of attachments, hex'),
  signer: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('official'), official: Official }),
    z.object({
      kind: z.literal('villager'),
      mark: z.enum(MARKS),
      scan: z.uuid().describe('attachment with the signed page'),
      witness: Official.describe('who saw it being signed'),
    }),
  ]),
  attachments: z.array(z.object({ id: z.uuid(), sha256: z.string() })),
  proof: z.uuid().describe('id of the re-authentication'),
  signedAt: z.iso.datetime(),
});

export const SignatureResponse = z
  .object({
    statement: Statement.describe('what the seal covers'),
    seal: Seal,
    void: z
      .object({
        statement: z.object({
          format: z.literal(VOID_FORMAT),
          department: z.string(),
          signatureId: z.uuid(),
          reason: z.string(),
          voidedBy: Official,
          voidedAt: z.iso.datetime(),
        }),
        seal: Seal,
      })
      .nullable()
      .describe('null while the signature stands'),
  })
  .meta({ id: 'Signature' });

export const SignatureList = z.object({ items: z.array(SignatureResponse) }).meta({ id: 'SignatureList' });

export const SignatureExport = SignatureResponse.extend({
  content: z.unknown().describe('what was signed, exactly'),
}).meta({ id: 'SignatureExport' });

export const ListSignaturesQuery = z.strictObject({
  type: z
    .string()
    .regex(/^[a-zA-Z][a-zA-Z-]{0,40}$/)
    .describe('kind of the subject'),
  id: z
    .string()
    .regex(/^[0-9a-zA-Z-]{1,64}$/)
    .describe('id of the subject'),
});
export type ListSignaturesQuery = z.infer<typeof ListSignaturesQuery>;
