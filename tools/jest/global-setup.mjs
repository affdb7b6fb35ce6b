import { startPostgres } from '../local-stack/postgres.mjs';
import { startNats } from '../local-stack/nats.mjs';

export default async () => {
  const t = performance.now();
  const [db, nats] = await Promise.all([
    process.env.TEST_DATABASE_URL ? null : startPostgres({ inMemory: true }),
    process.env.TEST_NATS_URL ? null : startNats(),
  ]);
  process.env.TEST_DATABASE_URL ??= db.url();
  process.env.TEST_NATS_URL ??= nats.url;
  globalThis.__INFRA__ = [nats, db].filter(Boolean);
  if (process.env.DEBUG_INFRA) console.log(`infra ${(performance.now() - t).toFixed(0)} ms`);
};
