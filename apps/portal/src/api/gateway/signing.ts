import { ask } from '../request.js';

export interface SigningProof {
  readonly proof: string;
  readonly expiresAt: string;
}

/** The password goes in the body once and is kept nowhere; the proof counts once, for this digest. */
export const proveSigner = (body: { password: string; code?: string; digest: string }) =>
  ask<SigningProof>('/api/gateway/v1/signing-proofs', body);
