import type { Type } from '@nestjs/common';
import type { Principal, Role } from '@jingzhun/auth';
import { principalLike } from '@jingzhun/auth/testing';
import { startCalledService, type CalledService, type Caller } from '@jingzhun/service-shell/testing';
import { AppModule } from '../src/app.module.js';
import { definition } from '../src/mikro-orm.config.js';

export const BASE = '/api/identification/v1';

export type { Caller };
export type Identification = CalledService;

/** The whole service on a database of its own; time stands still until a test moves it. */
export const startIdentification = (at?: Date, module: Type = AppModule, env: Record<string, string> = {}): Promise<Identification> =>
  startCalledService(definition, module, { ...(at && { at }), env });

export const officer = (area: string, roles: Role[] = ['township-officer']): Principal => principalLike({ area, roles });
