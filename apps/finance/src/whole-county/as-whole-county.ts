import { run, type Handle } from '@jingzhun/persistence';

interface Area {
  from: string;
  to: string;
}

const PUT = `select set_config('app.area_from', $1, true), set_config('app.area_to', $2, true)`;

/**
 * Does inside somebody's transaction what follows for a whole batch from a decision about one household: who answers an objection in a
 * township sees no payment of another one, and would leave the rest of the batch as it was.
 */
export async function asWholeCounty<T>(handle: Handle, work: () => Promise<T>): Promise<T> {
  const [before] = await run<Area>(
    handle,
    `select current_setting('app.area_from', true) as "from", current_setting('app.area_to', true) as "to"`,
  );
  if (!before) throw new Error('a transaction has a session');
  await run(handle, PUT, ['000000000000', '999999999999']);
  // an error ends the transaction, and its settings with it
  const result = await work();
  await run(handle, PUT, [before.from, before.to]);
  return result;
}
