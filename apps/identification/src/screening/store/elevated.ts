import { run, type Handle } from '@jingzhun/persistence';

interface Place {
  area_from: string;
  area_to: string;
  system: string;
}

const PUT = `select set_config('app.area_from', $1, true), set_config('app.area_to', $2, true), set_config('app.system', $3, true)`;

/**
 * Reads inside somebody's transaction what only screening itself may read: a judgement must be the same whoever asks for it. What
 * comes back to people goes through their own clearance again.
 */
export async function asScreening<T>(handle: Handle, work: () => Promise<T>): Promise<T> {
  const [before] = await run<Place>(
    handle,
    `select current_setting('app.area_from', true) as area_from, current_setting('app.area_to', true) as area_to,
       current_setting('app.system', true) as system`,
    [],
  );
  if (!before) throw new Error('a transaction has a session');
  await run(handle, PUT, ['000000000000', '999999999999', 'screening']);
  // an error ends the transaction, and its settings with it
  const result = await work();
  await run(handle, PUT, [before.area_from, before.area_to, before.system]);
  return result;
}
