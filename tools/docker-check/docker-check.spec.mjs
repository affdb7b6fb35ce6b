// Plants one fault of each kind into the real files' content and expects the check to name it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { composeOf, hardeningProblems, processProblems, referenceProblems, secretProblems, toolProblems } from './compose.mjs';
import { dockerfileProblems } from './dockerfile.mjs';
import { generalName } from './variables.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const docker = path.join(root, 'docker');
const compose = () => structuredClone(composeOf(docker, 'finance.yaml'));
const dockerfile = readFileSync(path.join(docker, 'Dockerfile'), 'utf8');
const makeSecrets = readFileSync(path.join(docker, 'make-secrets.mjs'), 'utf8');
const processes = ['finance', 'gateway'];
const tools = (file) => toolProblems(file, (name) => existsSync(path.join(root, name)));

describe('docker checks', () => {
  it('accept the file as it is', () => {
    const file = compose();
    assert.deepEqual(
      [
        ...hardeningProblems(file),
        ...referenceProblems(file),
        ...processProblems(file, processes),
        ...secretProblems(file, makeSecrets),
        ...tools(file),
      ],
      [],
    );
  });

  const faults = {
    'a writable container': [(file) => delete file.services.finance.read_only, hardeningProblems, /finance: the file system/],
    'a server as root': [(file) => (file.services.nats.user = 'root'), hardeningProblems, /nats: runs as root/],
    'a missing health check': [(file) => delete file.services.postgres.healthcheck, hardeningProblems, /postgres: no health check/],
    'a database that initdb refuses to make': [
      ({ services: { postgres } }) =>
        (postgres.environment.POSTGRES_INITDB_ARGS = postgres.environment.POSTGRES_INITDB_ARGS.replace('--encoding=UTF8 ', '')),
      hardeningProblems,
      /postgres: a UTF-8 locale without/,
    ],
    'an undeclared volume': [(file) => file.services.nats.volumes.push('other:/x'), referenceProblems, /volume other is not declared/],
    'an unused volume': [(file) => (file.volumes.spare = null), referenceProblems, /volume spare is not used/],
    'a wait that never ends': [
      (file) => (file.services.finance.depends_on['migrate-finance'].condition = 'service_healthy'),
      referenceProblems,
      /waits for migrate-finance/,
    ],
    'a secret nobody writes': [
      (file) => (file.services.finance.environment.JINGZHUN_FINANCE_NATS_SEED_FILE = '/secrets/seed.txt'),
      (file) => secretProblems(file, makeSecrets),
      /seed\.txt is written by nobody/,
    ],
    'a demonstration in production': [
      (file) => (file.services.finance.environment.JINGZHUN_DEMO = 'on'),
      (file) => processProblems(file, processes),
      /demonstration is not off/,
    ],
    "another department's secrets": [
      (file) => (file.services.finance.volumes = ['secrets-gateway:/secrets:ro']),
      (file) => processProblems(file, processes),
      /finance: does not mount its own secrets/,
    ],
    'a command without its script': [
      (file) => (file.services['add-key'].entrypoint = ['node', 'tools/add-keys.mjs']),
      tools,
      /add-key: starts tools\/add-keys\.mjs, which is not/,
    ],
    'a command that starts by itself': [(file) => delete file.services['add-key'].profiles, tools, /add-key: starts with the others/],
    'a forgotten service': [(file) => delete file.services.gateway, (file) => processProblems(file, processes), /no service gateway/],
  };
  for (const [what, [plant, check, expected]] of Object.entries(faults))
    it(`name ${what}`, () => {
      const file = compose();
      plant(file);
      assert.match(check(file).join('\n'), expected);
    });

  it('name faults of the Dockerfile', () => {
    const problems = (text) => dockerfileProblems(root, text, processes).join('\n');
    assert.match(problems(dockerfile.replace('FROM runtime AS finance', 'FORM runtime AS finance')), /FORM/);
    assert.match(problems(dockerfile.replace('AS finance', 'AS finanze')), /no target finance/);
    assert.match(problems(dockerfile.replace('COPY nx.json', 'COPY nxx.json')), /nxx\.json/);
    assert.match(problems(dockerfile.replace('--omit=dev', '--omit=dev --omit=optional')), /native parts/);
    assert.match(problems(dockerfile.replace('docker/make-secrets.mjs"]', 'docker/make-secret.mjs"]')), /starts docker\/make-secret\.mjs/);
  });

  it('name what is copied and never sent', () => {
    const without = dockerfileProblems(root, dockerfile, processes, 'tools\n!tools/local-stack\n');
    assert.deepEqual(without, ['COPY of tools/add-key.mjs, which .dockerignore keeps out of the build']);
    const [first] = dockerfileProblems(root, dockerfile, processes, '**/coverage\n');
    assert.match(first, /baseline-survey\/coverage\/.* is kept out of the build/);
  });

  it('know a variable of one department as one of all', () => {
    assert.equal(generalName('JINGZHUN_MEDICAL_PORT'), 'JINGZHUN_<DEPARTMENT>_PORT');
    assert.equal(generalName('JINGZHUN_PORT'), 'JINGZHUN_PORT');
  });
});
