import { execFile } from 'node:child_process';
import { mkdtemp, readlink, rename, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../../..');

/** The link the product under test serves its portal through: a release is a link that points elsewhere from one moment to the next. */
const link = (): string => {
  const found = process.env['E2E_PORTAL_FILES'];
  if (!found) throw new Error('E2E_PORTAL_FILES names the link given to the product as JINGZHUN_PORTAL_FILES');
  return found;
};

/** A second real build of the portal, in which one word of the survey differs. */
export class PortalRelease {
  private constructor(
    private readonly folder: string,
    private readonly before: string,
  ) {}

  static async built(word: string, instead: string): Promise<PortalRelease> {
    const before = await readlink(link());
    const folder = await mkdtemp(path.join(os.tmpdir(), 'jingzhun-portal-'));
    await promisify(execFile)(process.execPath, ['apps/system-e2e/src/build-portal.mjs', folder, word, instead], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
    });
    return new PortalRelease(folder, before);
  }

  serve(): Promise<void> {
    return pointTo(this.folder);
  }

  async takenBack(): Promise<void> {
    await pointTo(this.before);
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function pointTo(folder: string): Promise<void> {
  const next = `${link()}.next`;
  await rm(next, { force: true });
  await symlink(folder, next);
  await rename(next, link());
}
