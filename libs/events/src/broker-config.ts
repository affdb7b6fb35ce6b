import type { BrokerPermissions } from './broker-permissions.js';

export interface BrokerUser {
  /** Shown in the comment above the user. */
  name: string;
  /** Public nkey, `U…`. The seed stays with the department. */
  publicKey: string;
  permissions: BrokerPermissions;
}

export interface BrokerConfig {
  host?: string;
  port: number;
  /** Where JetStream keeps its files. */
  storeDirectory: string;
  users: readonly BrokerUser[];
  /**
   * When JetStream flushes to disk. `always` (default): an acknowledged message survives power loss on a single server; the
   * server's own default of two minutes does not. Durations such as `2m` are for clusters.
   */
  syncInterval?: 'always' | `${number}${'s' | 'm'}`;
  /** Bytes JetStream may use altogether; absent: what the server decides from the free disk. */
  maxFileStoreBytes?: number;
}

/** Text of nats-server.conf: JetStream on file, one nkey user a department with its literal rights. */
export function natsServerConfig(config: BrokerConfig): string {
  const { host = '127.0.0.1', port, storeDirectory, users, syncInterval = 'always', maxFileStoreBytes } = config;
  return [
    '# generated from libs/events: change subscriptions.ts or broker-permissions.ts, not this file',
    `host: ${JSON.stringify(host)}`,
    `port: ${port}`,
    'jetstream {',
    `  store_dir: ${JSON.stringify(storeDirectory)}`,
    // a bare 2m would be read as two megabytes: always quoted
    `  sync_interval: ${JSON.stringify(syncInterval)}`,
    ...(maxFileStoreBytes === undefined ? [] : [`  max_file_store: ${maxFileStoreBytes}`]),
    '}',
    'authorization {',
    '  users: [',
    ...users.map(userBlock),
    '  ]',
    '}',
    '',
  ].join('\n');
}

function userBlock({ name, publicKey, permissions }: BrokerUser): string {
  if (!/^U[A-Z2-7]{55}$/.test(publicKey)) throw new Error(`${name}: a public user nkey starts with U and has 56 letters and digits`);
  const list = (subjects: readonly string[]): string => `{ allow: [${subjects.map((subject) => JSON.stringify(subject)).join(', ')}] }`;
  return [
    `    # ${name}`,
    `    { nkey: ${publicKey}, permissions: { publish: ${list(permissions.publish)}, subscribe: ${list(permissions.subscribe)} } }`,
  ].join('\n');
}
