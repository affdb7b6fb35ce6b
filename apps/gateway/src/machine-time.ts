import type { Provider } from '@nestjs/common';
import { Clock } from '@jingzhun/persistence';

/** Tokens, sessions, locks and codes live in the machine's time, also while the business clock is moved (ADR 0024). */
export const MACHINE_TIME = Symbol('MACHINE_TIME');

export const machineTime: Provider = { provide: MACHINE_TIME, useFactory: () => new Clock() };
