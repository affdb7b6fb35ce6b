import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { SIGNING_PROOF, TokenVerifier, type Principal } from '@jingzhun/auth';
import { ProofForOtherContent, ProofOfAnother, ProofRefused } from './signature.errors.js';

const Claims = z.object({ sub: z.uuid(), sid: z.string().min(1), digest: z.string().regex(/^[0-9a-f]{64}$/), jti: z.uuid() });

/** Longer is no proof: the body of a command would not be trusted to carry it. */
const LONGEST = 4_000;

/** Reads the proofs of re-authentication that the gateway makes. */
@Injectable()
export class SigningProofs {
  constructor(@Inject(TokenVerifier) private readonly verifier: TokenVerifier) {}

  /**
   * @returns the proof's id, which the signature takes once
   * @throws ProofRefused, ProofOfAnother, ProofForOtherContent
   */
  async check(proof: string, principal: Principal, digest: string): Promise<string> {
    const payload = proof.length > LONGEST ? undefined : await this.verifier.verifyOther(proof, SIGNING_PROOF);
    const claims = Claims.safeParse(payload);
    if (!claims.success) throw new ProofRefused();
    const { sub, sid, jti } = claims.data;
    if (sub !== principal.accountId || sid !== principal.sessionId) throw new ProofOfAnother();
    if (claims.data.digest !== digest) throw new ProofForOtherContent();
    return jti;
  }
}
