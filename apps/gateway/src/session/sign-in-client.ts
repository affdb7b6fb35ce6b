import { Inject, Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { OwnAccountService } from '../accounts/own-account.service.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { Sealed } from '../sealed.js';
import { CALLBACK_PATH, OidcServer, PORTAL_CLIENT } from '../sign-in/oidc-server.js';

/** What the browser keeps, sealed, between leaving for the issuer and coming back. */
const Attempt = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  origin: z.string(),
  external: z.boolean(),
});
type Attempt = z.infer<typeof Attempt>;

const PURPOSE = 'sign-in-attempt';
export const ATTEMPT_LIFETIME_MS = 30 * 60_000;

export interface Begun {
  /** Where the browser goes. */
  location: string;
  /** What it keeps meanwhile. */
  attempt: string;
}

/** The portal as an OpenID Connect client: code flow with PKCE at the embedded issuer, or at another one by configuration. */
@Injectable()
export class SignInClient {
  private externalConfiguration?: Promise<oidc.Configuration>;

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(OidcServer) private readonly server: OidcServer,
    @Inject(OwnAccountService) private readonly accounts: OwnAccountService,
    @Inject(Sealed) private readonly sealed: Sealed,
  ) {}

  /** @param local use the embedded issuer although another one is configured: the emergency door of administrators */
  async begin(origin: string, returnTo: string, language: string, local: boolean): Promise<Begun> {
    const external = this.config.external !== undefined && !local;
    const attempt: Attempt = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      returnTo,
      origin,
      external,
    };
    const url = oidc.buildAuthorizationUrl(await this.configuration(external), {
      redirect_uri: `${origin}${CALLBACK_PATH}`,
      scope: 'openid',
      prompt: 'login',
      ui_locales: language,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    return { location: external ? url.href : `/oidc/auth${url.search}`, attempt: this.sealed.seal(PURPOSE, attempt, ATTEMPT_LIFETIME_MS) };
  }

  /**
   * @param query search part of the address the issuer sent the browser to
   * @returns undefined when the attempt is not this browser's, too old, refused or of nobody who has an enabled account here
   */
  async finish(attempt: string | undefined, query: string): Promise<{ accountId: string; returnTo: string } | undefined> {
    const begun = this.sealed.open(PURPOSE, attempt, Attempt);
    if (!begun) return undefined;
    const claims = await this.claimsOf(begun, query);
    if (!claims) return undefined;
    const account = begun.external
      ? await this.accounts.findByUserName(
          z
            .string()
            .catch('')
            .parse(claims[this.config.external?.userNameClaim ?? '']),
        )
      : await this.accounts.find(claims.sub);
    return account?.status === 'enabled' ? { accountId: account.id, returnTo: begun.returnTo } : undefined;
  }

  private async claimsOf(begun: Attempt, query: string): Promise<oidc.IDToken | undefined> {
    try {
      const tokens = await oidc.authorizationCodeGrant(
        await this.configuration(begun.external),
        new URL(`${begun.origin}${CALLBACK_PATH}${query}`),
        { pkceCodeVerifier: begun.verifier, expectedState: begun.state, expectedNonce: begun.nonce, idTokenExpected: true },
      );
      return tokens.claims();
    } catch (error) {
      if (error instanceof oidc.ClientError || error instanceof oidc.ResponseBodyError || error instanceof oidc.AuthorizationResponseError)
        return undefined;
      throw error;
    }
  }

  private configuration(external: boolean): Promise<oidc.Configuration> {
    if (!external) return Promise.resolve(this.embedded());
    this.externalConfiguration ??= this.discover().catch((error: unknown) => {
      this.externalConfiguration = undefined;
      throw error;
    });
    return this.externalConfiguration;
  }

  private embedded(): oidc.Configuration {
    const metadata: oidc.ServerMetadata = {
      issuer: this.config.issuer,
      authorization_endpoint: `${this.server.innerAddress}/auth`,
      token_endpoint: `${this.server.innerAddress}/token`,
      jwks_uri: `${this.server.innerAddress}/jwks`,
      authorization_response_iss_parameter_supported: true,
    };
    const secret = this.server.portalSecret;
    const made = new oidc.Configuration(metadata, PORTAL_CLIENT, { id_token_signed_response_alg: 'ES256' }, oidc.ClientSecretBasic(secret));
    oidc.allowInsecureRequests(made);
    return made;
  }

  private discover(): Promise<oidc.Configuration> {
    const { external } = this.config;
    if (!external) throw new Error('no external issuer is configured');
    const issuer = new URL(external.issuer);
    const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname);
    return oidc.discovery(issuer, external.clientId, undefined, oidc.ClientSecretPost(external.clientSecret), {
      ...(loopback && { execute: [oidc.allowInsecureRequests] }),
      timeout: 5,
    });
  }
}
