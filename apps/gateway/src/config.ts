import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { loadPack } from '@jingzhun/policy';
import { DEPARTMENTS, variableOf, type Department } from '@jingzhun/persistence';

export type Owner = Exclude<Department, 'gateway'>;
export const OWNERS = DEPARTMENTS.filter((department): department is Owner => department !== 'gateway');

const flag = z.enum(['on', 'off']).transform((value) => value === 'on');
const file = (what: string) =>
  z.string().transform((name, context) => {
    try {
      return readFileSync(name, 'utf8').trim();
    } catch {
      context.addIssue({ code: 'custom', message: `${what} cannot be read` });
      return z.NEVER;
    }
  });

/** Clients besides the portal: integrators' applications that sign people in. Checked in detail by the provider. */
const OidcClients = z.array(z.looseObject({ client_id: z.string().min(1), redirect_uris: z.array(z.url()).min(1) }));
export type OidcClients = z.infer<typeof OidcClients>;

const Environment = z.object({
  JINGZHUN_DEMO: flag.default(true),
  JINGZHUN_DATA: z.string().min(1).default('.data'),
  JINGZHUN_KEYS: z.string().min(1).optional(),
  JINGZHUN_ISSUER: z.string().min(1).default('http://jingzhun.local').describe('iss of access tokens'),
  JINGZHUN_PUBLIC_URL: z.url().optional().describe('address people use, e.g. https://jz.example.cn; absent: the Host of each request'),
  JINGZHUN_TRUST_PROXY: flag.default(false).describe('on: a reverse proxy in front sets X-Forwarded-*'),
  JINGZHUN_COUNTY: DivisionPrefix.optional().describe('area of the first administrators; absent: the county of the pack'),
  JINGZHUN_COUNTY_PACK: z.string().default('ruijin').describe('names of the county’s areas: a shipped pack, or the path of one'),
  JINGZHUN_PORTAL_FILES: z.string().default(path.resolve(import.meta.dirname, '../../portal/dist')),
  JINGZHUN_TLS_CERT_FILE: file('the certificate').optional(),
  JINGZHUN_TLS_KEY_FILE: file('the key of the certificate').optional(),
  JINGZHUN_OIDC_CLIENTS_FILE: file('the list of clients').optional(),
  JINGZHUN_OIDC_ISSUER: z.url().optional().describe('external issuer that signs people in'),
  JINGZHUN_OIDC_CLIENT_ID: z.string().optional(),
  JINGZHUN_OIDC_CLIENT_SECRET_FILE: file('the client secret').optional(),
  JINGZHUN_OIDC_USER_NAME_CLAIM: z.string().default('preferred_username').describe('claim that holds the user name of the account'),
  JINGZHUN_GATEWAY_INNER_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(0)
    .describe('loopback port of the issuer without TLS; 0: any'),
  JINGZHUN_GATEWAY_INNER_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('address of that port; a container sets 0.0.0.0 on its inner network'),
  JINGZHUN_GATEWAY_REQUESTS_PER_SECOND: z.coerce.number().int().min(1).default(100).describe('of one session or address, over ten seconds'),
  JINGZHUN_SESSION_IDLE_MINUTES: z.coerce.number().int().min(5).max(480).default(30),
  JINGZHUN_SESSION_HOURS: z.coerce.number().int().min(1).max(24).default(12),
});

export interface GatewayConfig {
  demo: boolean;
  data: string;
  keys: string;
  issuer: string;
  publicUrl?: string;
  trustProxy: boolean;
  county: DivisionPrefix;
  countyPack: string;
  portalFiles: string;
  tls?: { cert: string; key: string };
  clients: OidcClients;
  external?: { issuer: string; clientId: string; clientSecret: string; userNameClaim: string };
  innerPort: number;
  innerHost: string;
  requestsPerSecond: number;
  idleMs: number;
  absoluteMs: number;
  /** Where each department's service answers; a department in a place of its own lists only itself. */
  services: Readonly<Partial<Record<Owner, string>>>;
}

export const GATEWAY_CONFIG = Symbol('GATEWAY_CONFIG');

/** The process refuses to start on a wrong value. */
export function gatewayConfig(env: NodeJS.ProcessEnv = process.env): GatewayConfig {
  const result = Environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!result.success) throw new Error(`gateway does not start, its environment is wrong:\n${z.prettifyError(result.error)}`);
  const e = result.data;
  if (Boolean(e.JINGZHUN_TLS_CERT_FILE) !== Boolean(e.JINGZHUN_TLS_KEY_FILE))
    throw new Error('JINGZHUN_TLS_CERT_FILE and JINGZHUN_TLS_KEY_FILE belong together: set both or none');
  const data = path.resolve(e.JINGZHUN_DATA);
  return {
    demo: e.JINGZHUN_DEMO,
    data,
    keys: path.resolve(e.JINGZHUN_KEYS ?? path.join(data, 'keys')),
    issuer: e.JINGZHUN_ISSUER,
    ...(e.JINGZHUN_PUBLIC_URL && { publicUrl: new URL(e.JINGZHUN_PUBLIC_URL).origin }),
    trustProxy: e.JINGZHUN_TRUST_PROXY,
    county: e.JINGZHUN_COUNTY ?? loadPack(e.JINGZHUN_COUNTY_PACK).county.code,
    countyPack: e.JINGZHUN_COUNTY_PACK,
    portalFiles: e.JINGZHUN_PORTAL_FILES,
    ...(e.JINGZHUN_TLS_CERT_FILE && { tls: { cert: e.JINGZHUN_TLS_CERT_FILE, key: e.JINGZHUN_TLS_KEY_FILE ?? '' } }),
    clients: OidcClients.parse(JSON.parse(e.JINGZHUN_OIDC_CLIENTS_FILE ?? '[]')),
    ...external(e),
    innerPort: e.JINGZHUN_GATEWAY_INNER_PORT,
    innerHost: e.JINGZHUN_GATEWAY_INNER_HOST,
    requestsPerSecond: e.JINGZHUN_GATEWAY_REQUESTS_PER_SECOND,
    idleMs: e.JINGZHUN_SESSION_IDLE_MINUTES * 60_000,
    absoluteMs: e.JINGZHUN_SESSION_HOURS * 3_600_000,
    services: services(env),
  };
}

function external(e: z.infer<typeof Environment>): Pick<GatewayConfig, 'external'> {
  if (!e.JINGZHUN_OIDC_ISSUER) return {};
  if (!e.JINGZHUN_OIDC_CLIENT_ID || !e.JINGZHUN_OIDC_CLIENT_SECRET_FILE)
    throw new Error('JINGZHUN_OIDC_ISSUER needs JINGZHUN_OIDC_CLIENT_ID and JINGZHUN_OIDC_CLIENT_SECRET_FILE');
  return {
    external: {
      issuer: e.JINGZHUN_OIDC_ISSUER,
      clientId: e.JINGZHUN_OIDC_CLIENT_ID,
      clientSecret: e.JINGZHUN_OIDC_CLIENT_SECRET_FILE,
      userNameClaim: e.JINGZHUN_OIDC_USER_NAME_CLAIM,
    },
  };
}

function services(env: NodeJS.ProcessEnv): GatewayConfig['services'] {
  const known = OWNERS.flatMap((owner) => {
    const url = env[variableOf(owner, 'URL')];
    const port = env[variableOf(owner, 'PORT')];
    if (!url && !port) return [];
    return [[owner, url ? new URL(url).origin : `http://127.0.0.1:${z.coerce.number().int().min(1).max(65_535).parse(port)}`]];
  });
  return Object.fromEntries(known) as GatewayConfig['services'];
}
