/**
 * The broker's configuration file. JSON strings are valid in it, so subjects and paths are quoted by JSON.
 *
 * @param users `{ name, publicKey, publish: string[], subscribe: string[] }[]`: one nkey user each, allowed exactly these subjects
 */
export function natsConfig({ host, port, storeDir, users, durable = true, name = 'jingzhun', tls }) {
  const lines = [
    `server_name: ${JSON.stringify(name)}`,
    `listen: ${JSON.stringify(`${host}:${port}`)}`,
    'max_payload: 1MB',
    'jetstream {',
    `  store_dir: ${JSON.stringify(storeDir)}`,
    // an acknowledged record must survive a power failure: the default flushes every two minutes
    ...(durable ? ['  sync_interval: always'] : []),
    '}',
  ];
  if (tls) lines.push('tls {', `  cert_file: ${JSON.stringify(tls.certFile)}`, `  key_file: ${JSON.stringify(tls.keyFile)}`, '}');
  if (users) lines.push('authorization {', '  users: [', ...users.map(userEntry), '  ]', '}');
  return `${lines.join('\n')}\n`;
}

function userEntry({ name, publicKey, publish, subscribe }) {
  const allow = (subjects) => `{ allow: ${JSON.stringify(subjects)} }`;
  return [
    `    # ${name}`,
    `    { nkey: ${JSON.stringify(publicKey)}, permissions: { publish: ${allow(publish)}, subscribe: ${allow(subscribe)} } }`,
  ].join('\n');
}
