import { bootstrap } from '@jingzhun/service-shell';
import { AppModule } from './app.module.js';
import { gatewayConfig } from './config.js';
import { assertDemoStaysHere } from './demo/demo-stays-here.js';
import { openPublicDoor } from './public-door.js';

process.env['JINGZHUN_GATEWAY_PORT'] ??= process.env['JINGZHUN_PORT'] ?? '8080';

const config = settle();
await bootstrap({
  department: 'gateway',
  module: AppModule,
  application: { forceCloseConnections: true, ...(config.tls && { httpsOptions: config.tls }) },
  prepare: openPublicDoor,
});

/** Says in one line what is wrong with the environment. */
function settle() {
  try {
    const read = gatewayConfig();
    process.env['JINGZHUN_GATEWAY_HOST'] ??= read.demo ? '127.0.0.1' : '0.0.0.0';
    assertDemoStaysHere(read.demo, process.env['JINGZHUN_GATEWAY_HOST']);
    return read;
  } catch (error) {
    process.stderr.write(`gateway: ${error instanceof Error ? error.message : 'unknown error'}\n`);
    process.exit(1);
  }
}
