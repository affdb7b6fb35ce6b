import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Somebody else's issuer, such as a province's: signs in whoever `person` says, without asking. */
export class ExternalIssuer {
  person = 'nobody';
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(redirectUri: () => string, clientSecret: string): Promise<ExternalIssuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const external = new ExternalIssuer(server, url);
    const provider = new Provider(url, {
      clients: [
        {
          client_id: 'jingzhun',
          client_secret: clientSecret,
          redirect_uris: ['http://127.0.0.1/auth/callback'],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      cookies: { keys: ['external'] },
      claims: { openid: ['sub', 'preferred_username'] },
      conformIdTokenClaims: false,
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_ctx, { uid }) => `/finish/${uid}` },
      findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, preferred_username: sub }) }),
      loadExistingGrant: async (ctx) => {
        const grant = new ctx.oidc.provider.Grant({ clientId: 'jingzhun', accountId: ctx.oidc.session?.accountId ?? '' });
        grant.addOIDCScope('openid');
        await grant.save();
        return grant;
      },
    });
    provider.Client.prototype.redirectUriAllowed = (uri) => uri === redirectUri();
    const handle = provider.callback();
    server.on('request', (request, response) => {
      if (request.url?.startsWith('/finish/'))
        void provider.interactionFinished(request, response, { login: { accountId: external.person } });
      else void handle(request, response);
    });
    return external;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
