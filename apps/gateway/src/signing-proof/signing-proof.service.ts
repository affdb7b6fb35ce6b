import { Inject, Injectable } from '@nestjs/common';
import { importJWK, SignJWT } from 'jose';
import { actorOf, AuditLog, type AuditResult } from '@jingzhun/audit';
import { SIGNING_PROOF, type Principal } from '@jingzhun/auth';
import { Clock, newId } from '@jingzhun/persistence';
import { CodeWrong } from '../accounts/account.errors.js';
import { OwnAccountService } from '../accounts/own-account.service.js';
import { SignInThrottle } from '../accounts/sign-in-throttle.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { MACHINE_TIME } from '../machine-time.js';
import { SigningKeys } from '../signing-keys/signing-keys.js';
import type { SigningProofRequest, SigningProofResponse } from './signing-proof.dto.js';
import { SigningCodeNeeded, SigningPasswordWrong, SigningWithoutPassword, TooManySigningAttempts } from './signing-proof.errors.js';

/** Long enough to send the command that signs. */
const LIFETIME_SECONDS = 120;

/** Asks a person who is signed in once more who it is, and says so for one digest. */
@Injectable()
export class SigningProofService {
  constructor(
    @Inject(OwnAccountService) private readonly accounts: OwnAccountService,
    @Inject(SignInThrottle) private readonly throttle: SignInThrottle,
    @Inject(SigningKeys) private readonly keys: SigningKeys,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(MACHINE_TIME) private readonly machine: Clock,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  /** @throws SigningPasswordWrong, SigningCodeNeeded, CodeWrong, SigningWithoutPassword, TooManySigningAttempts */
  async prove(principal: Principal, request: SigningProofRequest, ip: string): Promise<SigningProofResponse> {
    // a session left open must not be a place to guess the password at leisure
    const key = `signing ${principal.accountId}`;
    const minutes = await this.throttle.begin(key, ip);
    if (minutes > 0) {
      await this.record(principal, ip, 'refused', { how: 'locked' });
      throw new TooManySigningAttempts(minutes);
    }
    const how = await this.identify(principal, request, ip);
    await this.throttle.succeeded(key, ip);
    const proof = await this.sign(principal, request.digest);
    // in groups, because the log hides what is as long as an ID number
    await this.record(principal, ip, 'success', { how, digest: (request.digest.match(/.{8}/g) ?? []).join(':') });
    return proof;
  }

  private async identify(principal: Principal, { password, code }: SigningProofRequest, ip: string): Promise<string> {
    const account = await this.accounts.find(principal.accountId);
    if (account && account.passwordHash === null) throw new SigningWithoutPassword();
    if (!account || !(await this.accounts.provePassword(account.userName, password))) {
      await this.record(principal, ip, 'refused', { how: 'wrong-password' });
      throw new SigningPasswordWrong();
    }
    if (!account.totpCipher) return 'password';
    if (!code) throw new SigningCodeNeeded();
    try {
      await this.accounts.proveCode(account.id, code);
    } catch (error) {
      if (error instanceof CodeWrong) await this.record(principal, ip, 'refused', { how: 'wrong-code' });
      throw error;
    }
    return 'password-and-code';
  }

  private async sign({ accountId, sessionId }: Principal, digest: string): Promise<SigningProofResponse> {
    const key = this.keys.current();
    const issuedAt = Math.floor(this.machine.now().getTime() / 1_000);
    const expiresAt = issuedAt + LIFETIME_SECONDS;
    const proof = await new SignJWT({ sid: sessionId, digest })
      .setProtectedHeader({ alg: 'ES256', typ: SIGNING_PROOF.typ, kid: key.id })
      .setIssuer(this.config.issuer)
      .setAudience(SIGNING_PROOF.audience)
      .setSubject(accountId)
      .setJti(newId(this.machine))
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(await importJWK(key.privateJwk, 'ES256'));
    return { proof, expiresAt: new Date(expiresAt * 1_000).toISOString() };
  }

  private async record(principal: Principal, ip: string, result: AuditResult, detail: Record<string, string>): Promise<void> {
    await this.audit.recordAlone({
      actor: actorOf(principal),
      action: 'signing-proof',
      objectType: 'account',
      objectId: principal.accountId,
      ip,
      result,
      detail,
    });
  }
}
