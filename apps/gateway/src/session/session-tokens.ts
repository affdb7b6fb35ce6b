import { Inject, Injectable } from '@nestjs/common';
import { importJWK, SignJWT } from 'jose';
import { API_AUDIENCE } from '@jingzhun/auth';
import { Clock, newId } from '@jingzhun/persistence';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { MACHINE_TIME } from '../machine-time.js';
import { SigningKeys } from '../signing-keys/signing-keys.js';
import type { BrowserSession } from './sessions.js';

const LIFETIME_SECONDS = 300;
const RENEW_BEFORE_MS = 90_000;
const REMEMBERED = 5_000;

/** Access tokens the gateway signs for a browser's session. They stay here and in the services: no browser sees one. */
@Injectable()
export class SessionTokens {
  private readonly made = new Map<string, { token: string; version: number; renewAt: number }>();

  constructor(
    @Inject(SigningKeys) private readonly keys: SigningKeys,
    @Inject(MACHINE_TIME) private readonly machine: Clock,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  async tokenFor({ principal, accountVersion }: BrowserSession): Promise<string> {
    const now = this.machine.now().getTime();
    const known = this.made.get(principal.sessionId);
    if (known && known.version === accountVersion && known.renewAt > now) return known.token;
    const token = await this.sign(principal, Math.floor(now / 1_000));
    this.made.delete(principal.sessionId);
    this.made.set(principal.sessionId, { token, version: accountVersion, renewAt: now + LIFETIME_SECONDS * 1_000 - RENEW_BEFORE_MS });
    if (this.made.size > REMEMBERED) this.made.delete(this.made.keys().next().value ?? '');
    return token;
  }

  private async sign(principal: BrowserSession['principal'], issuedAt: number): Promise<string> {
    const key = this.keys.current();
    const { accountId, sessionId, name, department, roles, area, bank } = principal;
    return new SignJWT({ name, department, roles, area, ...(bank ? { bank } : {}), sid: sessionId, client_id: 'jingzhun-portal' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.id })
      .setIssuer(this.config.issuer)
      .setAudience(API_AUDIENCE)
      .setSubject(accountId)
      .setJti(newId(this.machine))
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + LIFETIME_SECONDS)
      .sign(await importJWK(key.privateJwk, 'ES256'));
  }
}
