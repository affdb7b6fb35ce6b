import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { INestApplicationContext } from '@nestjs/common';
import { systemSession } from '@jingzhun/persistence';
import { Consumers } from '../consume/consumers.js';
import { Outbox } from '../outbox/outbox.js';
import { outboxEmpty, outboxSize, until } from '../testing/index.js';
import { buildTown, householdId, register, seenBy, type Town } from './town.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const CHILD = fileURLToPath(new URL('./crash-child.ts', import.meta.url));

/** @returns the signal the child ended by */
function runUntilItDies(env: Record<string, string>): Promise<string | null> {
  const child = spawn(process.execPath, ['--conditions=@jingzhun/source', '--import', './tools/ts.mjs', CHILD], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (data) => (complaint += String(data)));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the child did not crash: ${complaint}`));
    }, 90_000);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      if (signal === 'SIGKILL') resolve(signal);
      else reject(new Error(`the child ended by itself (${code}): ${complaint}`));
    });
  });
}

describe('survives kill -9', () => {
  let town: Town;
  let started: INestApplicationContext[] = [];

  beforeEach(async () => {
    town = await buildTown();
    started = [];
  });
  afterEach(() => town.close());

  const crash = (
    department: 'identification' | 'finance',
    at: string,
    households = '',
    more: Record<string, string> = {},
  ): Promise<string | null> =>
    runUntilItDies({
      ...more,
      DEPARTMENT: department,
      DATABASE: town.databases[department].runtimeUrl,
      SERVERS: town.nats.url,
      CRASH_AT: at,
      HOUSEHOLDS: households,
    });

  const everybodySeenOnce = async (...households: number[]): Promise<void> => {
    const expected = households.map(householdId);
    await until(
      'finance has them all',
      async () => new Set((await seenBy(town.finance)).map(({ household }) => household)).size === expected.length,
    );
    expect((await seenBy(town.finance)).map(({ household }) => household).sort()).toEqual(expected);
  };

  it.each([
    ['between commit and publish', 'after-commit'],
    ['with the batch read and not published', 'before-publish'],
    ['between publish and delete', 'after-publish'],
  ])(
    'of the publisher %s',
    async (_when, at) => {
      await crash('identification', at, '1,2,3');
      expect(await outboxSize(town.identification)).toBe(3);
      started.push(await town.publisher(), await town.subscriber());
      await outboxEmpty(town.identification);
      await everybodySeenOnce(1, 2, 3);
    },
    60_000,
  );

  it('of the publisher with one batch stored, the next read ahead and the one before perhaps deleted', async () => {
    await crash('identification', 'after-publish', '1,2,3,4,5,6,7', { RELAY_BATCH: '2', CRASH_ON: '3' });
    const left = await outboxSize(town.identification);
    expect([3, 5]).toContain(left);
    started.push(await town.publisher({ relay: { batch: 2 } }), await town.subscriber());
    await outboxEmpty(town.identification);
    await everybodySeenOnce(1, 2, 3, 4, 5, 6, 7);
  });

  it.each([
    ['between delivery and handling', 'before-handle', 0],
    ['between handling and acknowledgement', 'after-handle', 3],
  ])(
    'of the subscriber %s',
    async (_when, at, effects) => {
      started.push(await town.publisher());
      await town.identification.transaction(systemSession('import'), async (em) => {
        for (const n of [1, 2, 3]) register(started[0]!.get(Outbox), em, n);
      });
      await outboxEmpty(town.identification);
      await crash('finance', at);
      expect(await seenBy(town.finance)).toHaveLength(effects);
      const finance = await town.subscriber(undefined, { consume: { ackWaitMs: 1_000 } });
      await until(
        'the broker has every answer',
        async () => (await finance.get(Consumers).progress('project-households'))?.waiting === 0,
        25_000,
      );
      await everybodySeenOnce(1, 2, 3);
    },
    60_000,
  );
});
