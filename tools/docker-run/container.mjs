import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as later } from 'node:timers/promises';

const run = (command, ...args) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
const quote = (text) => `'${String(text).replaceAll("'", `'\\''`)}'`;

/** The local name that `buildah bud --tag` gives, or the public one. */
const imageName = (image) => (image.includes('/') ? `localhost/${image}` : `docker.io/library/${image}`);

/** A container of the compose file: the image's files and settings, what is mounted into it, and the command inside its walls. */
export class Container {
  code;

  constructor(name, compose, { state, hosts }) {
    this.name = name;
    this.compose = compose;
    this.service = compose.services[name];
    this.state = state;
    this.hosts = hosts;
    const image = imageName(this.service.image);
    this.container = run('buildah', 'from', '--pull-never', image);
    this.root = run('buildah', 'mount', this.container);
    this.config = JSON.parse(run('buildah', 'inspect', '--type', 'image', image)).Docker.config;
  }

  /** @param {string} space network namespace that is made already */
  start(space) {
    const log = openSync(path.join(this.state, 'logs', `${this.name}.log`), 'a');
    this.child = spawn('ip', ['netns', 'exec', space, 'unshare', '-m', 'sh', '-c', this.script()], {
      stdio: ['ignore', log, log],
      detached: true,
    });
    this.ended = new Promise((resolve) => {
      this.child.on('exit', (code, signal) => {
        this.code = code ?? signal;
        resolve(this.code);
      });
    });
  }

  async becomesHealthy() {
    const test = this.service.healthcheck?.test ?? this.config.Healthcheck?.Test ?? ['NONE'];
    if (test[0] === 'NONE') return;
    const command = this.within(test[0] === 'CMD-SHELL' ? ['sh', '-c', test[1]] : test.slice(1));
    for (let tries = 0; tries < 240; tries += 1) {
      if (this.code !== undefined) throw new Error(`${this.name} ended with ${this.code}`);
      try {
        execFileSync('nsenter', ['-t', String(this.child.pid), '-m', '-n', 'sh', '-c', command], { stdio: 'ignore', timeout: 8_000 });
        return;
      } catch {
        await later(500);
      }
    }
    throw new Error(`${this.name} is not healthy after two minutes`);
  }

  /** @returns milliseconds until it ended by itself, or undefined when it had to be killed */
  async stop() {
    const from = Date.now();
    const grace = Number.parseInt(this.service.stop_grace_period ?? '10s', 10) * 1_000;
    process.kill(this.child.pid, this.service.stop_signal ?? (this.config.StopSignal || 'SIGTERM'));
    const isEnded = await Promise.race([this.ended.then(() => true), later(grace, false)]);
    if (isEnded) return Date.now() - from;
    process.kill(this.child.pid, 'SIGKILL');
    await this.ended;
    return undefined;
  }

  remove() {
    run('buildah', 'umount', this.container);
    run('buildah', 'rm', this.container);
  }

  // a link of the image points into the image, not into this machine
  inside(target) {
    return path.join(this.root, run('chroot', this.root, 'readlink', '-m', target));
  }

  script() {
    const { service, root } = this;
    const mounts = [];
    const bind = (source, target, isReadOnly) => {
      const at = this.inside(target);
      if (statSync(source).isDirectory()) mkdirSync(at, { recursive: true });
      else if (!existsSync(at)) {
        mkdirSync(path.dirname(at), { recursive: true });
        writeFileSync(at, '');
      }
      mounts.push(`mount --bind ${quote(source)} ${quote(at)}`, ...(isReadOnly ? [`mount -o remount,bind,ro ${quote(at)}`] : []));
    };
    for (const { type, source, target, read_only: isReadOnly } of service.volumes ?? [])
      bind(type === 'volume' ? this.volume(source, target) : source, target, isReadOnly);
    for (const { source, target = source } of service.secrets ?? [])
      bind(this.compose.secrets[source].file, target.startsWith('/') ? target : `/run/secrets/${target}`, true);
    for (const one of service.tmpfs ?? []) {
      const [target, options = 'rw'] = one.split(':');
      const at = this.inside(target);
      mkdirSync(at, { recursive: true });
      mounts.push(`mount -t tmpfs -o ${options} tmpfs ${quote(at)}`);
    }
    bind(this.hosts, '/etc/hosts', true);
    for (const folder of ['proc', 'dev']) mkdirSync(path.join(root, folder), { recursive: true });
    return [
      'set -e',
      'mount --make-rprivate /',
      `mount --bind ${quote(root)} ${quote(root)}`,
      ...(service.read_only ? [`mount -o remount,bind,ro ${quote(root)}`] : []),
      `mount --rbind /dev ${quote(path.join(root, 'dev'))}`,
      `mount -t proc proc ${quote(path.join(root, 'proc'))}`,
      ...mounts,
      `exec ${this.within(this.command())}`,
    ].join('\n');
  }

  // an empty volume takes over what the image has in its place, owner and mode included
  volume(name, target) {
    const folder = path.join(this.state, 'volumes', name);
    if (existsSync(folder)) return folder;
    mkdirSync(folder, { recursive: true });
    const was = this.inside(target);
    if (existsSync(was)) run('cp', '-a', '-T', was, folder);
    return folder;
  }

  command() {
    const { service, config } = this;
    if (service.entrypoint) return [...service.entrypoint, ...(service.command ?? [])];
    return [...(config.Entrypoint ?? []), ...(service.command ?? config.Cmd ?? [])];
  }

  /** A command of the shell: in the image's files, as its user, with the capabilities that are left. */
  within(command) {
    const { service, config, root } = this;
    const { uid, gid } = this.user();
    const isBare = service.cap_drop?.includes('ALL');
    const capabilities = ['-all', ...(service.cap_add ?? []).map((one) => `+${one.toLowerCase()}`)].join(',');
    const privileges = [
      ...[`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'],
      ...(isBare ? [`--bounding-set=${capabilities}`, '--inh-caps=-all'] : []),
      ...(service.security_opt?.includes('no-new-privileges:true') ? ['--no-new-privs'] : []),
    ];
    const variables = [
      ...(config.Env ?? []),
      `HOSTNAME=${this.name}`,
      ...Object.entries(service.environment ?? {}).map((pair) => pair.join('=')),
    ];
    const folder = service.working_dir || config.WorkingDir || '/';
    return ['chroot', root, 'setpriv', ...privileges, 'env', '-i', '-C', folder, ...variables, ...command].map(quote).join(' ');
  }

  user() {
    const [who, group] = String(this.service.user ?? (this.config.User || '0')).split(':');
    if (/^\d+$/.test(who)) return { uid: who, gid: group ?? who };
    const line = readFileSync(path.join(this.root, 'etc/passwd'), 'utf8')
      .split('\n')
      .find((one) => one.startsWith(`${who}:`));
    const [, , uid, gid] = line.split(':');
    return { uid, gid };
  }
}
