import { createServer, type Server } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import Provider, { type ClientMetadata, type Configuration } from 'oidc-provider';
import { API_AUDIENCE } from '@jingzhun/auth';
import { Clock, Database } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { OwnAccountService } from '../accounts/own-account.service.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { MACHINE_TIME } from '../machine-time.js';
import { SigningKeys } from '../signing-keys/signing-keys.js';
import { derivedSecret } from './derived-secret.js';
import { forgetExpired, oidcAdapter } from './oidc-adapter.js';
import { errorPage } from './pages/error-page.js';

export const PORTAL_CLIENT = 'jingzhun-portal';
export const CALLBACK_PATH = '/auth/callback';
/** Scope of the product's APIs. */
const API_SCOPE = 'api';
const ACCESS_TOKEN_SECONDS = 300;
const FORGET_EVERY_MS = 10 * 60_000;

/**
 * The embedded OpenID Connect issuer. `oidc-provider` takes its keys at construction, so a key change builds a new one; all state is
 * in the database, so nobody notices.
 */
@Injectable()
export class OidcServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private provider?: Provider;
  private inner?: Server;
  private timer?: NodeJS.Timeout;

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(SigningKeys) private readonly keys: SigningKeys,
    @Inject(OwnAccountService) private readonly accounts: OwnAccountService,
    @Inject(Database) private readonly database: Database,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(MACHINE_TIME) private readonly machine: Clock,
  ) {
    keys.onChange(() => (this.provider = undefined));
  }

  /** The portal's own sign-in talks to the token endpoint here: no TLS, no public name, this machine only unless a container's inner network needs it. */
  async onApplicationBootstrap(): Promise<void> {
    this.inner = createServer((request, response) => this.handle(request, response));
    await new Promise<void>((resolve) => this.inner?.listen(this.config.innerPort, this.config.innerHost, resolve));
    this.timer = setInterval(() => void forgetExpired(this.database, this.machine).catch(() => undefined), FORGET_EVERY_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.inner?.closeAllConnections();
    await new Promise((resolve) => (this.inner ? this.inner.close(resolve) : resolve(undefined)));
  }

  get innerAddress(): string {
    return `http://127.0.0.1:${(this.inner?.address() as AddressInfo).port}`;
  }

  readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    void this.current.callback()(request, response);
  };

  get current(): Provider {
    return (this.provider ??= this.build());
  }

  get portalSecret(): string {
    return derivedSecret(this.vault, 'portal client');
  }

  private build(): Provider {
    const provider = new Provider(this.config.issuer, this.configuration());
    provider.proxy = this.config.trustProxy;
    provider.maxIpsCount = 1;
    const { publicUrl } = this.config;
    const { redirectUriAllowed } = provider.Client.prototype;
    // the portal lives where this request came to, whatever name people use for this machine
    provider.Client.prototype.redirectUriAllowed = function (uri: string): boolean {
      if (this.clientId !== PORTAL_CLIENT) return redirectUriAllowed.call(this, uri);
      const { ctx } = Provider;
      return uri === `${publicUrl ?? `${ctx?.protocol}://${ctx?.host}`}${CALLBACK_PATH}`;
    };
    return provider;
  }

  private configuration(): Configuration {
    return {
      adapter: oidcAdapter(this.database, this.machine),
      clients: [this.portal(), ...(this.config.clients as ClientMetadata[])],
      clientDefaults: { id_token_signed_response_alg: 'ES256', response_types: ['code'], grant_types: ['authorization_code'] },
      jwks: { keys: this.keys.published().map(({ privateJwk }) => privateJwk as never) },
      cookies: {
        keys: [derivedSecret(this.vault, 'oidc cookies')],
        names: { session: 'jz-oidc', interaction: 'jz-oidc-interaction', resume: 'jz-oidc-resume' },
      },
      claims: { openid: ['sub'], profile: ['name', 'department', 'roles', 'area', 'bank'] },
      scopes: ['openid', 'offline_access', API_SCOPE],
      responseTypes: ['code'],
      pkce: { required: () => true },
      features: {
        devInteractions: { enabled: false },
        revocation: { enabled: true },
        rpInitiatedLogout: { enabled: false },
        resourceIndicators: {
          enabled: true,
          defaultResource: (_ctx, client) => (client.clientId === PORTAL_CLIENT ? [] : API_AUDIENCE),
          useGrantedResource: () => true,
          getResourceServerInfo: () => ({
            scope: API_SCOPE,
            audience: API_AUDIENCE,
            accessTokenTTL: ACCESS_TOKEN_SECONDS,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256', kid: this.keys.current().id } },
          }),
        },
      },
      interactions: { url: (_ctx, interaction) => `/auth/interaction/${interaction.uid}` },
      findAccount: async (_ctx, sub) => {
        const account = await this.accounts.find(sub);
        if (account?.status !== 'enabled') return undefined;
        const { id, name, department, roles, area, bank } = account;
        return { accountId: id, claims: () => ({ sub: id, name, department, roles, area, ...(bank ? { bank } : {}) }) };
      },
      extraTokenClaims: async (_ctx, token) => {
        const account = 'accountId' in token && token.accountId ? await this.accounts.find(token.accountId) : undefined;
        if (!account || !('grantId' in token)) return undefined;
        const { name, department, roles, area, bank } = account;
        return { name, department, roles, area, ...(bank ? { bank } : {}), sid: token.grantId };
      },
      // clients are configured by the administrator: nobody is asked whether to trust them
      loadExistingGrant: async (ctx) => {
        const { client, session, provider } = ctx.oidc;
        if (!client || !session?.accountId) return undefined;
        const known = session.grantIdFor(client.clientId);
        const grant =
          (known && (await provider.Grant.find(known))) || new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
        grant.addOIDCScope(`openid profile offline_access ${API_SCOPE}`);
        grant.addResourceScope(API_AUDIENCE, API_SCOPE);
        await grant.save();
        return grant;
      },
      issueRefreshToken: async (_ctx, client, code) => client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
      ttl: {
        AccessToken: ACCESS_TOKEN_SECONDS,
        AuthorizationCode: 60,
        IdToken: ACCESS_TOKEN_SECONDS,
        Interaction: 20 * 60,
        Grant: this.config.absoluteMs / 1_000,
        Session: this.config.absoluteMs / 1_000,
        RefreshToken: this.config.absoluteMs / 1_000,
      },
      renderError: (ctx, out) => {
        ctx.type = 'html';
        ctx.set('Content-Security-Policy', errorPage.policy);
        ctx.body = errorPage.render(out.error);
      },
    };
  }

  private portal(): ClientMetadata {
    return {
      client_id: PORTAL_CLIENT,
      client_secret: this.portalSecret,
      // a place holder: see redirectUriAllowed
      redirect_uris: [`${this.config.publicUrl ?? 'http://127.0.0.1'}${CALLBACK_PATH}`],
      token_endpoint_auth_method: 'client_secret_basic',
    };
  }
}
