import { Global, Module } from '@nestjs/common';
import { Clock } from '@jingzhun/persistence';
import { openVault, Vault } from '@jingzhun/vault';
import { GATEWAY_CONFIG, gatewayConfig, type GatewayConfig } from './config.js';
import { machineTime, MACHINE_TIME } from './machine-time.js';
import { Sealed } from './sealed.js';

/** What every feature of the gateway stands on: its configuration, its keys, the machine's time. */
@Global()
@Module({
  providers: [
    { provide: GATEWAY_CONFIG, useFactory: () => gatewayConfig() },
    machineTime,
    {
      provide: Vault,
      useFactory: (config: GatewayConfig, machine: Clock) =>
        openVault({ keysFolder: config.keys, department: 'gateway', now: machine.now() }),
      inject: [GATEWAY_CONFIG, MACHINE_TIME],
    },
    Sealed,
  ],
  exports: [GATEWAY_CONFIG, MACHINE_TIME, Vault, Sealed],
})
export class FoundationModule {}
