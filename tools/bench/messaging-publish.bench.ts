// Publishing and relaying, against the broker's own limit and against what one would write first.
import type { Benchmark } from './main.js';
import { openBroker } from './messaging/broker.js';
import { publishing } from './messaging/publishing.js';
import { relaying } from './messaging/relaying.js';
import { openTown } from './messaging/town.js';
import type { BenchResult } from './result.js';

const benchmark: Benchmark = {
  name: 'Messaging: publish and relay (file storage; the same sync mode on both sides)',
  async run(environment) {
    const town = await openTown();
    try {
      const results: BenchResult[] = [];
      for (const mode of [
        { sync: 'sync always', url: environment.natsUrl, messages: 3_000, againstPeers: false },
        { sync: 'sync every 2 minutes', url: environment.relaxedNatsUrl, messages: 50_000, againstPeers: true },
      ]) {
        const broker = await openBroker(mode);
        results.push(...(await publishing(environment, broker, town)), ...(await relaying(environment, broker, town)));
        await broker.nc.close();
      }
      return results;
    } finally {
      await town.close();
    }
  },
};
export default benchmark;
