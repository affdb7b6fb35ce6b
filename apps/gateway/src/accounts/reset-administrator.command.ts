import { MikroORM, type EntityManager } from '@mikro-orm/postgresql';
import { AuditLog } from '@jingzhun/audit';
import { Outbox } from '@jingzhun/messaging';
import { assertSchemaVersion, Clock, clockFromEnvironment, Database, ormOptions, systemSession } from '@jingzhun/persistence';
import { definition } from '../mikro-orm.config.js';
import { endAccess } from '../session/end-access.js';
import { AccountEntity } from './account.entity.js';
import { announceAccount } from './announce-account.js';
import { hashPassword, oneTimePassword } from './password-hash.js';

/** What stops the command before it has changed anything. */
class NotSo extends Error {}

const USAGE = '用法 usage: reset-administrator <用户名 user name> <原因 reason: who asked, by which letter>';

/**
 * On the server, for the one case that no page can help: the security administrator who resets all others has forgotten the password, or
 * was locked out (docs/operate/troubleshooting.md). Only a security administrator is reset; whoever has the server could change the
 * database by hand, and here it is written down.
 */
export async function runResetAdministrator(words: readonly string[], env = process.env): Promise<void> {
  const url = env['JINGZHUN_GATEWAY_OWNER_DATABASE_URL'];
  try {
    if (!url) throw new NotSo('JINGZHUN_GATEWAY_OWNER_DATABASE_URL is not set: the URL of the database as its owner');
    const database = new Database(await MikroORM.init({ ...ormOptions(definition, url), logger: () => undefined }), url);
    try {
      await assertSchemaVersion(definition, database.pool);
      const [userName, ...reason] = words;
      if (userName === undefined) return (process.stdout.write(await administrators(database)), undefined);
      if (reason.join(' ').trim().length < 5) throw new NotSo(`请写明原因，将记入审计日志。Say why; it is kept in the audit log. ${USAGE}`);
      const password = await reset(database, userName.toLowerCase(), reason.join(' ').trim());
      process.stdout.write(
        `${userName} 的一次性密码（首次登录须更换，并重新绑定动态码）：\none-time password of ${userName} (to be replaced at the next sign-in, with a new second factor):\n${password}\n`,
      );
    } finally {
      await database.close();
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'unknown error'}\n`);
    process.exitCode = 1;
  }
}

/** Also who forgot the own user name finds it. */
async function administrators(database: Database): Promise<string> {
  const found = await database.transaction(systemSession('sign-in'), (em) => em.find(AccountEntity, {}, { orderBy: { userName: 'asc' } }));
  const lines = found
    .filter(isSecurityAdmin)
    .map(({ userName, department, status }) => `${userName}\t${department}\t${status === 'enabled' ? '启用 enabled' : '停用 disabled'}`);
  return `${USAGE}\n安全管理员 security administrators:\n${lines.join('\n')}\n`;
}

async function reset(database: Database, userName: string, reason: string): Promise<string> {
  const clock = clockFromEnvironment();
  const password = oneTimePassword();
  const hash = await hashPassword(password);
  const outbox = new Outbox(database, clock, { department: 'gateway' });
  await database.transaction(systemSession('sign-in'), async (em: EntityManager) => {
    const account = await em.findOne(AccountEntity, { userName }, { lockMode: 4 });
    if (!account || !isSecurityAdmin(account))
      throw new NotSo(
        '没有这个安全管理员；其他账号由安全管理员在“账号”页面重置。There is no such security administrator; other accounts are reset by one of them, on the page of accounts.',
      );
    const wasDisabled = account.status === 'disabled';
    account.reset(hash, clock.now());
    if (wasDisabled) account.enable(clock.now());
    // sessions and tokens live in the machine's time
    await endAccess(em, account, new Clock().now());
    await em.flush();
    announceAccount(outbox, em, account);
    await new AuditLog(database, clock).record(em, {
      action: 'account.reset-on-server',
      objectType: 'account',
      objectId: account.id,
      purpose: reason,
      result: 'success',
      detail: { department: account.department, wasDisabled: String(wasDisabled) },
    });
  });
  return password;
}

const isSecurityAdmin = ({ roles }: AccountEntity): boolean => roles.includes('security-admin');
