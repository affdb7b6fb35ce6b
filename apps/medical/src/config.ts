import { z } from 'zod';

/** What this service reads besides the variables of the shell and the libraries. */
export const ServiceConfig = z.object({
  countyPack: z
    .string()
    .min(1)
    .default('ruijin')
    .describe('JINGZHUN_COUNTY_PACK: divisions and parameters of the county; name of a shipped pack, or path of a folder or file'),
});
export type ServiceConfig = z.infer<typeof ServiceConfig>;

/** @throws Error that names what is wrong; the service then does not start */
export function serviceConfig(env: NodeJS.ProcessEnv = process.env): ServiceConfig {
  const result = ServiceConfig.safeParse({ countyPack: env['JINGZHUN_COUNTY_PACK'] || undefined });
  if (!result.success) throw new Error(`medical does not start, its environment is wrong:\n${z.prettifyError(result.error)}`);
  return result.data;
}
