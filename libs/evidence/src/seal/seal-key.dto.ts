import { z } from 'zod';

export const SealKeyList = z
  .object({
    department: z.string(),
    keys: z.array(
      z.object({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        kid: z.string().describe('id that seals name'),
        x: z.string().describe('public half, base64url'),
        createdAt: z.iso.datetime().describe('nothing sealed with it is older'),
        seals: z.boolean().describe('whether new statements are sealed with it'),
      }),
    ),
  })
  .meta({ id: 'SealKeyList' });
export type SealKeyList = z.infer<typeof SealKeyList>;

export const RotateSealRequest = z.strictObject({
  reason: z.string().trim().min(2).max(500).describe('why a new key is made'),
});
export type RotateSealRequest = z.infer<typeof RotateSealRequest>;
