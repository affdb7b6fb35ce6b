import { Catch, Controller, Get, Module, Post, type ArgumentsHost, type ExceptionFilter, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Response } from 'express';
import request from 'supertest';
import { Refusal } from '@jingzhun/domain/refusal';
import { Clock } from '@jingzhun/persistence';
import { AuthModule } from './auth.module.js';
import { Caller, Public, RequirePermission, SignedIn } from './require-permission.decorator.js';
import type { Principal } from './principal.js';
import type { Role } from './roles.js';
import { routesOf } from './routes.js';
import { TokenVerifier } from './token-verifier.js';
import { forgeriesOf, makeIssuer, principalLike, type TestIssuer } from './testing/index.js';

@Controller('households')
class HouseholdController {
  @Get(':id')
  @RequirePermission('household.read')
  read(@Caller() principal: Principal): { caller: string } {
    return { caller: principal.accountId };
  }

  @Get(':id/extracts')
  @RequirePermission('register.import', 'register.import-sensitive')
  extracts(): { ok: true } {
    return { ok: true };
  }

  @Post('search')
  @RequirePermission('household.reveal')
  reveal(): { ok: true } {
    return { ok: true };
  }

  @Get()
  @Public('only for this test')
  open(): { ok: true } {
    return { ok: true };
  }
}

@Controller('me')
@SignedIn('own account')
class MeController {
  @Get()
  me(@Caller() principal: Principal): { caller: string } {
    return { caller: principal.accountId };
  }
}

@Controller('forgotten')
class NakedController {
  @Get('deep/:id')
  read(): string {
    return 'nobody said who may';
  }
}

@Catch(Refusal)
class RefusalFilter implements ExceptionFilter {
  catch(refusal: Refusal, host: ArgumentsHost): void {
    host
      .switchToHttp()
      .getResponse<Response>()
      .status(refusal.status)
      .set(refusal.headers ?? {})
      .json({ code: refusal.code });
  }
}

describe('the guard', () => {
  let issuer: TestIssuer;
  let app: NestExpressApplication;

  const start = async (controllers: Type[]): Promise<NestExpressApplication> => {
    const verifier = {
      provide: TokenVerifier,
      useFactory: () => new TokenVerifier({ issuer: issuer.issuer, keys: issuer.keys, clock: new Clock() }),
    };
    @Module({ imports: [AuthModule.forRoot({ department: 'identification', verifier })], controllers })
    class AppModule {}
    const testing = await Test.createTestingModule({ imports: [AppModule] }).compile();
    const made = testing.createNestApplication<NestExpressApplication>({ logger: false });
    made.setGlobalPrefix('api/identification/v1');
    made.useGlobalFilters(new RefusalFilter());
    return made.init();
  };

  beforeAll(async () => {
    issuer = await makeIssuer();
    app = await start([HouseholdController, MeController]);
  });
  afterAll(() => app.close());

  const ask = (path: string, token?: string) => {
    const asked = request(app.getHttpServer()).get(`/api/identification/v1/${path}`);
    return token ? asked.set('Authorization', `Bearer ${token}`) : asked;
  };

  it('lets a permitted caller in and says who it is', async () => {
    const principal = principalLike();
    const { status, body } = await ask('households/1', await issuer.tokenFor(principal));
    expect([status, body]).toEqual([200, { caller: principal.accountId }]);
  });

  it('asks strangers to sign in', async () => {
    const { status, body, headers } = await ask('households/1');
    expect([status, body.code]).toEqual([401, 'auth.sign-in-needed']);
    expect(headers['www-authenticate']).toContain('Bearer');
    expect((await ask('households')).status).toBe(200);
  });

  it('refuses every forgery of the table', async () => {
    for (const { name, token } of await forgeriesOf(issuer, principalLike())) {
      const { status, body } = await ask('households/1', token);
      expect([name, status, body.code]).toEqual([name, 401, 'auth.sign-in-needed']);
    }
  });

  it.each(['system-admin', 'security-admin', 'auditor'] as Role[])('refuses household data to %s', async (role) => {
    const { status, body } = await ask('households/1', await issuer.tokenFor(principalLike({ roles: [role] })));
    expect([status, body.code]).toEqual([403, 'auth.not-permitted']);
  });

  it('opens a route that names several permissions to whoever has one of them', async () => {
    const status = async (role: Role): Promise<number> =>
      (await ask('households/1/extracts', await issuer.tokenFor(principalLike({ roles: [role] })))).status;
    expect([await status('county-officer'), await status('verification-officer'), await status('township-officer')]).toEqual([
      200, 200, 403,
    ]);
  });

  it('refuses another department, except to the readers of the county', async () => {
    const officer = await ask('households/1', await issuer.tokenFor(principalLike({ department: 'finance' })));
    expect([officer.status, officer.body.code]).toEqual([403, 'auth.other-department']);
    const leader = await ask('households/1', await issuer.tokenFor(principalLike({ department: 'finance', roles: ['leader'] })));
    expect(leader.status).toBe(200);
  });

  it('answers whoever is signed in where the route says so, and nobody else', async () => {
    expect((await ask('me', await issuer.tokenFor(principalLike({ roles: ['auditor'] })))).status).toBe(200);
    expect((await ask('me')).status).toBe(401);
  });

  it('lists the routes of the running router with what they ask', () => {
    expect(routesOf(app)).toEqual([
      {
        method: 'GET',
        path: '/api/identification/v1/households/:id',
        handler: 'HouseholdController.read',
        access: { kind: 'permission', permission: 'household.read' },
      },
      {
        method: 'GET',
        path: '/api/identification/v1/households/:id/extracts',
        handler: 'HouseholdController.extracts',
        access: { kind: 'permission', permission: 'register.import', or: ['register.import-sensitive'] },
      },
      {
        method: 'POST',
        path: '/api/identification/v1/households/search',
        handler: 'HouseholdController.reveal',
        access: { kind: 'permission', permission: 'household.reveal' },
      },
      {
        method: 'GET',
        path: '/api/identification/v1/households',
        handler: 'HouseholdController.open',
        access: { kind: 'public', reason: 'only for this test' },
      },
      {
        method: 'GET',
        path: '/api/identification/v1/me',
        handler: 'MeController.me',
        access: { kind: 'signed-in', reason: 'own account' },
      },
    ]);
  });

  it('an application with a naked route does not start', async () => {
    await expect(start([HouseholdController, NakedController])).rejects.toThrow(
      /GET \/api\/identification\/v1\/forgotten\/deep\/:id NakedController\.read/,
    );
  });
});
