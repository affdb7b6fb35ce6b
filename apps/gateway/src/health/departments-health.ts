import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { MessagingHealth } from '@jingzhun/messaging';
import { HealthRegistry, type HealthEntry, type HealthState } from '@jingzhun/service-shell';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';

const ASK_MS = 1_800;

/** The whole product's health at one address: each department's service as it sees itself. */
@Injectable()
export class DepartmentsHealth implements OnModuleInit {
  constructor(
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(MessagingHealth) private readonly messaging: MessagingHealth,
  ) {}

  onModuleInit(): void {
    this.health.register('broker', () => this.broker());
    for (const [department, url] of Object.entries(this.config.services)) this.health.register(department, () => ask(url));
  }

  private broker(): HealthEntry {
    const { connected, problem } = this.messaging.broker;
    return { state: connected ? 'up' : 'down', ...(problem && { reasons: [problem] }) };
  }
}

async function ask(url: string): Promise<HealthEntry> {
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(ASK_MS) });
    const report = (await response.json()) as { state?: HealthState; checks?: unknown };
    return { state: response.ok ? (report.state ?? 'up') : 'down', ...(report.checks !== undefined && { checks: report.checks }) };
  } catch {
    return { state: 'down', reason: 'does not answer' };
  }
}
