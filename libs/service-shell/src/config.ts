import { z } from 'zod';
import { variableOf, type Department } from '@jingzhun/persistence';

/** What every process reads from its environment. The process refuses to start on a wrong value. */
export const ShellConfig = z
  .object({
    port: z.coerce.number().int().min(0).max(65535).describe('loopback port; 0 takes a free one'),
    host: z.string().default('127.0.0.1').describe('address to listen on; a container sets 0.0.0.0'),
    demo: z.enum(['on', 'off']).default('on'),
    metricsTokenFile: z.string().optional().describe('file with the bearer token for /metrics from elsewhere than loopback'),
    secretFile: z.string().optional().describe("file with this department's own secret; the broker's seed serves"),
    logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  })
  .readonly();
export type ShellConfig = z.infer<typeof ShellConfig>;

export function shellConfig(department: Department, env: NodeJS.ProcessEnv = process.env): ShellConfig {
  const result = ShellConfig.safeParse({
    port: env[variableOf(department, 'PORT')] ?? 0,
    host: env[variableOf(department, 'HOST')],
    demo: env['JINGZHUN_DEMO'],
    metricsTokenFile: env['JINGZHUN_METRICS_TOKEN_FILE'],
    secretFile: env[variableOf(department, 'NATS_SEED_FILE')],
    logLevel: env['JINGZHUN_LOG_LEVEL'],
  });
  if (!result.success) throw new Error(`${department} does not start, its environment is wrong:\n${z.prettifyError(result.error)}`);
  return result.data;
}
