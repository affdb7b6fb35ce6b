// Consuming with effect once, against the broker's own limit and against what one would write first.
import type { Benchmark } from './main.js';
import { openBroker } from './messaging/broker.js';
import { consuming } from './messaging/consuming.js';
import { openTown } from './messaging/town.js';

const benchmark: Benchmark = {
  name: 'Messaging: consume with effect once (file storage, sync always)',
  async run(environment) {
    const town = await openTown();
    const broker = await openBroker({ sync: 'sync always', url: environment.natsUrl, messages: 30_000, againstPeers: false });
    try {
      return await consuming(environment, broker, town);
    } finally {
      await broker.nc.close();
      await town.close();
    }
  },
};
export default benchmark;
