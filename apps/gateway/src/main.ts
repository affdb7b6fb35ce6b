import { bootstrap } from '@jingzhun/service-shell';
import { AppModule } from './app.module.js';
import { gatewayConfig } from './config.js';
import { assertDemoStaysHere } from './demo/demo-stays-here.js';
import { openPublicDoor } from './public-door.js';

process.env['JINGZHUN_GATEWAY_PORT'] ??= process.env['JINGZHUN_PORT'] ?? '8080';
const config = gatewayConfig();
process.env['JINGZHUN_GATEWAY_HOST'] ??= config.demo ? '127.0.0.1' : '0.0.0.0';
assertDemoStaysHere(config.demo, process.env['JINGZHUN_GATEWAY_HOST']);

await bootstrap({
  department: 'gateway',
  module: AppModule,
  application: { forceCloseConnections: true, ...(config.tls && { httpsOptions: config.tls }) },
  prepare: openPublicDoor,
});
