import type { Principal, Role } from '@jingzhun/auth';
import { officerOf, startCalledService, type CalledService } from '@jingzhun/service-shell/testing';
import { AppModule } from '../src/app.module.js';
import { definition } from '../src/mikro-orm.config.js';

export type Finance = CalledService;

/** The whole service on a database of its own; time stands still until a test moves it. */
export const startFinance = (at?: Date): Promise<Finance> => startCalledService(definition, AppModule, at ? { at } : {});

export const COUNTY = '360781';

/** Every call is another person. */
export const officer = (roles: Role[] = ['county-officer'], area = COUNTY): Principal => officerOf('finance', area, roles);

/** For `parse()` of an answer that is a file. */
export const binary = (response: unknown, done: (error: Error | null, body: Buffer) => void): void => {
  const parts: Buffer[] = [];
  (response as NodeJS.ReadableStream).on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)));
};
