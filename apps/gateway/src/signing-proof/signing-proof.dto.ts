import { z } from 'zod';

export const SigningProofRequest = z
  .strictObject({
    password: z.string().min(1).max(256).describe('the own password, entered again'),
    code: z.string().max(10).optional().describe('6 digits of the authenticator app, where one is enrolled'),
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('digest of exactly what is signed, as the department showed it'),
  })
  .meta({ id: 'SigningProofRequest' });
export type SigningProofRequest = z.infer<typeof SigningProofRequest>;

export const SigningProofResponse = z
  .object({
    proof: z.string().describe('goes with the command that signs; counts once, for this digest, this account and this session'),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'SigningProof' });
export type SigningProofResponse = z.infer<typeof SigningProofResponse>;
