import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const read = (folder, file) => parse(readFileSync(path.join(folder, file), 'utf8'));

/** A service with everything that it extends, as compose merges it: maps by key, lists appended. */
function resolved(folder, file, name, document = read(folder, file)) {
  const service = document.services?.[name];
  if (!service) throw new Error(`${file} has no service ${name}`);
  const { extends: base, ...own } = service;
  if (!base) return own;
  return merged(resolved(folder, base.file ?? file, base.service), own);
}

function merged(base, own) {
  const result = { ...base };
  for (const [key, value] of Object.entries(own)) {
    if (Array.isArray(value) && Array.isArray(result[key]) && key !== 'command') result[key] = [...result[key], ...value];
    else if (value && typeof value === 'object' && !Array.isArray(value) && result[key]) result[key] = merged(result[key], value);
    else result[key] = value;
  }
  return result;
}

/** `{ services, volumes, networks, secrets }` of a compose file with all `extends` resolved. */
export function composeOf(folder, file) {
  const document = read(folder, file);
  const services = Object.fromEntries(Object.keys(document.services).map((name) => [name, resolved(folder, file, name, document)]));
  return { ...document, services };
}

const isOneShot = ({ restart }) => restart === 'no';

/** What every container must have, whatever it runs. */
export function hardeningProblems({ services }) {
  return Object.entries(services).flatMap(([name, service]) => [
    ...(service.read_only === true ? [] : [`${name}: the file system is not read-only`]),
    ...(service.cap_drop?.includes('ALL') ? [] : [`${name}: keeps capabilities`]),
    ...(service.security_opt?.includes('no-new-privileges:true') ? [] : [`${name}: may gain privileges`]),
    ...(service.stop_grace_period === '30s' ? [] : [`${name}: no stop_grace_period of 30s`]),
    ...(service.user === 'root' && !isOneShot(service) ? [`${name}: runs as root`] : []),
    ...(service.healthcheck || service.build || isOneShot(service) ? [] : [`${name}: no health check`]),
    // --locale=C alone makes the encoding SQL_ASCII, and initdb then refuses this locale
    ...(/builtin-locale=C\.UTF-8(?!.*--encoding=UTF8)(?<!--encoding=UTF8.*)/.test(service.environment?.POSTGRES_INITDB_ARGS ?? '')
      ? [`${name}: a UTF-8 locale without --encoding=UTF8`]
      : []),
  ]);
}

/** Names that one part uses and another should define. */
export function referenceProblems({ services, volumes = {}, networks = {}, secrets = {} }) {
  const problems = [];
  const used = new Set();
  for (const [name, service] of Object.entries(services)) {
    for (const mount of service.volumes ?? []) {
      // a folder of the host, by path or by a variable
      if (/^[./$]/.test(mount)) continue;
      const [volume] = mount.split(':');
      used.add(volume);
      if (!(volume in volumes)) problems.push(`${name}: volume ${volume} is not declared`);
    }
    for (const network of service.networks ?? []) if (!(network in networks)) problems.push(`${name}: network ${network} is not declared`);
    for (const secret of service.secrets ?? []) if (!(secret in secrets)) problems.push(`${name}: secret ${secret} is not declared`);
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      if (!services[other]) problems.push(`${name}: depends on ${other}, which is not there`);
      else if (isOneShot(services[other]) !== (condition === 'service_completed_successfully'))
        problems.push(`${name}: waits for ${other} to be ${condition}`);
    }
  }
  return [
    ...problems,
    ...Object.keys(volumes)
      .filter((volume) => !used.has(volume))
      .map((volume) => `volume ${volume} is not used`),
  ];
}

/** Each process has its service, its migration, its own secrets, and the gateway knows where it is. */
export function processProblems({ services }, processes) {
  return processes.flatMap((name) => {
    const service = services[name];
    if (!service) return [`no service ${name}`];
    const variable = (what) => `JINGZHUN_${name.toUpperCase()}_${what}`;
    const environment = service.environment ?? {};
    const needed = ['PORT', 'HOST', 'DATABASE_URL_FILE', 'NATS_SEED_FILE'].map(variable);
    return [
      ...needed.filter((key) => !(key in environment)).map((key) => `${name}: ${key} is not set`),
      ...(environment.JINGZHUN_DEPARTMENT === name ? [] : [`${name}: JINGZHUN_DEPARTMENT is not ${name}`]),
      ...(environment.JINGZHUN_DEMO === 'off' ? [] : [`${name}: the demonstration is not off`]),
      ...(service.build?.target === name ? [] : [`${name}: is not built from target ${name}`]),
      ...(service.volumes?.includes(`secrets-${name}:/secrets:ro`) ? [] : [`${name}: does not mount its own secrets read-only`]),
      ...(services[`migrate-${name}`]?.environment?.[variable('OWNER_DATABASE_URL_FILE')]
        ? []
        : [`${name}: no migration with its owner role`]),
      ...(name === 'gateway' || services.gateway?.environment?.[variable('URL')] ? [] : [`gateway: ${variable('URL')} is not set`]),
    ];
  });
}

/** Commands of the administrator start a script that is there, and never by themselves. */
export function toolProblems({ services }, exists) {
  return Object.entries(services)
    .filter(([, { entrypoint }]) => entrypoint)
    .flatMap(([name, { entrypoint, profiles }]) => [
      ...(profiles?.includes('tools') ? [] : [`${name}: starts with the others; give it the profile tools`]),
      ...entrypoint
        .filter((word) => /\.m?js$/.test(word))
        .map((script) => script.replace('/dist/', '/src/').replace(/(?<=\/src\/.*)\.js$/, '.ts'))
        .filter((source) => !exists(source))
        .map((source) => `${name}: starts ${source}, which is not in the repository`),
    ]);
}

/** Secret files named in the environment that the init container does not write. */
export function secretProblems({ services }, makeSecrets) {
  const written = new Set([...makeSecrets.matchAll(/'?([a-z][\w.-]*)'?(?:: |,| })/g)].map(([, name]) => name));
  return Object.entries(services).flatMap(([name, service]) =>
    Object.values(service.environment ?? {})
      .filter((value) => typeof value === 'string' && value.startsWith('/secrets/'))
      .filter((file) => !written.has(path.basename(file)) && !makeSecrets.includes(`'${path.basename(file)}'`))
      .map((file) => `${name}: ${file} is written by nobody`),
  );
}
