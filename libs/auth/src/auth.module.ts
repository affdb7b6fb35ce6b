import { join } from 'node:path';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { z } from 'zod';
import { Clock } from '@jingzhun/persistence';
import { AUTH_OPTIONS, AuthGuard, type AuthOptions } from './auth.guard.js';
import { NakedRoutesCheck } from './naked-routes.check.js';
import { RemoteKeys } from './remote-keys.js';
import { TokenVerifier } from './token-verifier.js';

const Environment = z.object({
  JINGZHUN_ISSUER: z.string().min(1).describe('who signs access tokens, exactly as in their iss'),
  JINGZHUN_JWKS_URL: z.url().describe('where its public keys are read'),
  JINGZHUN_DATA: z.string().min(1).describe('data folder; the last keys are kept in <data>/<department>/jwks.json'),
});

export interface AuthModuleOptions extends AuthOptions {
  /** Another way to the verifier than the environment: the gateway has the keys itself, tests have their own. */
  verifier?: Provider<TokenVerifier>;
  imports?: DynamicModule['imports'];
}

/** Puts the guard before every route and stops an application that has a naked one. */
@Module({})
export class AuthModule {
  static forRoot({ verifier, imports, ...options }: AuthModuleOptions): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      imports: imports ?? [],
      providers: [
        { provide: AUTH_OPTIONS, useValue: options },
        verifier ?? { provide: TokenVerifier, useFactory: () => verifierFromEnvironment(options) },
        { provide: APP_GUARD, useClass: AuthGuard },
        NakedRoutesCheck,
      ],
      exports: [TokenVerifier],
    };
  }
}

/** The verifier of a service: keys over HTTP, remembered in its data folder, machine time. */
export function verifierFromEnvironment({ department }: AuthOptions, env: NodeJS.ProcessEnv = process.env): TokenVerifier {
  const result = Environment.safeParse(env);
  if (!result.success) throw new Error(`${department} does not start, its environment is wrong:\n${z.prettifyError(result.error)}`);
  const { JINGZHUN_ISSUER: issuer, JINGZHUN_JWKS_URL: url, JINGZHUN_DATA: data } = result.data;
  const keys = new RemoteKeys({ url, cacheFile: join(data, department, 'jwks.json') });
  return new TokenVerifier({ issuer, keys: keys.find, clock: new Clock() });
}
