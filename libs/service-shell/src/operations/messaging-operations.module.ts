import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { MessagingHealth, MessagingMetrics } from '@jingzhun/messaging';
import { HealthRegistry } from '../health/health.registry.js';
import { METRICS_REGISTRY } from '../tokens.js';
import { collectSamples } from '../metrics/collect-samples.js';
import type { Registry } from 'prom-client';

/** Shows the state of outbox, broker and consumers in `/healthz` and `/metrics`. */
@Module({})
export class MessagingOperationsModule implements OnApplicationBootstrap {
  constructor(
    @Inject(HealthRegistry) health: HealthRegistry,
    @Inject(MessagingHealth) messaging: MessagingHealth,
    @Inject(METRICS_REGISTRY) private readonly registry: Registry,
    @Inject(MessagingMetrics) private readonly metrics: MessagingMetrics,
  ) {
    health.register('messaging', async () => ({ ...(await messaging.check()) }));
  }

  async onApplicationBootstrap(): Promise<void> {
    await collectSamples(this.registry, () => this.metrics.samples());
  }
}
