// The register as officers read it: the page of one household, and the search by name and by ID number, at the city and at ten cities.
import { principalLike, serveIssuer, type ServedIssuer } from '@jingzhun/auth/testing';
import { interleave, ratios, type Variant } from './interleave.js';
import type { Benchmark } from './main.js';
import { getJson, load } from './register/http-load.js';
import { makeRegisters, startReadServer, type ReadServer, type Register } from './register/registers.js';
import { searching } from './register/searching.js';
import { resultOf, type BenchResult } from './result.js';

/** Pages of one round and way. */
const PAGES = 3_000;
/** Officers who read at the same time. */
const CONNECTIONS = 16;
const HAND_WRITTEN = 'the same route by hand: node:http, prepared pg';

const register: Benchmark = {
  name: 'Register: read of one household, search by name and ID number (city, and ten times the city)',
  async run({ rounds, folder, natsUrl }) {
    const registers = await makeRegisters(folder);
    const issuer = await serveIssuer();
    try {
      return [
        ...(await reading('the city', registers.city, { rounds, folder, natsUrl, issuer })),
        ...(await reading('ten times the city', registers.ten, { rounds, folder, natsUrl, issuer })),
        ...(await searching(registers, folder, rounds)),
      ];
    } finally {
      await issuer.stop();
      await registers.drop();
    }
  },
};
export default register;

interface Surroundings {
  rounds: number;
  folder: string;
  natsUrl: string;
  issuer: ServedIssuer;
}

async function reading(
  size: string,
  { runtimeUrl, superuser }: Register,
  { rounds, folder, natsUrl, issuer }: Surroundings,
): Promise<BenchResult[]> {
  const server = await startReadServer(folder, runtimeUrl, issuer.environment, natsUrl);
  try {
    const token = await issuer.tokenFor(principalLike(), { lifetimeSeconds: 3_600 });
    const { rows } = await superuser.query<{ path: string }>(
      `select '/api/identification/v1/households/' || id as path from household order by sha256(id::text::bytea) limit $1`,
      [PAGES],
    );
    const paths = rows.map(({ path }) => path);
    await assertSameAnswer(server, token, paths.slice(0, 20));
    const cpu: Record<'ours' | 'limit', number[]> = { ours: [], limit: [] };
    const variant = (name: 'ours' | 'limit'): Variant => ({
      name,
      run: async () => {
        const before = await server.cpu();
        const started = performance.now();
        await load(server[name], token, paths, CONNECTIONS);
        const seconds = (performance.now() - started) / 1_000;
        cpu[name].push((await server.cpu()) - before);
        return { seconds };
      },
    });
    const timings = await interleave([variant('limit'), variant('ours')], rounds);
    const name = `read of one household, ${size}`;
    return [
      resultOf(`${name}: answers a second`, HAND_WRITTEN, ratios(timings, 'limit', 'ours'), 0.6),
      // the round to warm up is in there, too
      resultOf(`${name}: processor time of the service`, HAND_WRITTEN, ratios(cpu, 'limit', 'ours').slice(1), 0.4),
    ];
  } finally {
    await server.stop();
  }
}

/** What is compared has to be the same: every field, in whatever order and notation of instants. */
async function assertSameAnswer(server: ReadServer, token: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const [ours, limit] = await Promise.all([getJson(server.ours, token, path), getJson(server.limit, token, path)]);
    if (canonical(ours) !== canonical(limit)) throw new Error(`two answers to one question:\n${canonical(ours)}\n${canonical(limit)}`);
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${key}:${canonical(inner)}`)
      .join(',')}}`;
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return String(Date.parse(value));
  return JSON.stringify(value);
}
