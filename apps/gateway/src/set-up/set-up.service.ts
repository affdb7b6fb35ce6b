import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@jingzhun/audit';
import type { AccountId } from '@jingzhun/domain/uuid';
import { Outbox } from '@jingzhun/messaging';
import { Clock, Database, newId, systemSession, type Department } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { AccountEntity } from '../accounts/account.entity.js';
import { announceAccount } from '../accounts/announce-account.js';
import { hashPassword } from '../accounts/password-hash.js';
import { weaknessesOf } from '../accounts/password-rules.js';
import { stepOfCode } from '../accounts/totp.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { MACHINE_TIME } from '../machine-time.js';
import type { Words } from '../sign-in/pages/layout.js';
import { SetUpLink } from './set-up-link.js';
import { FIRST_ROLES, type Entered, type FirstRole } from './set-up.page.js';

export type Person = Entered & { password: string; code: string; secret: string };
export type Persons = Record<FirstRole, Person>;

const USER_NAME = /^[a-z0-9][a-z0-9._-]{2,39}$/;

/** Makes the two accounts from which all others come. */
@Injectable()
export class SetUpService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(MACHINE_TIME) private readonly machine: Clock,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(SetUpLink) private readonly link: SetUpLink,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  problemsOf(persons: Persons): Record<FirstRole, Words[]> {
    const same = persons['system-admin'].userName === persons['security-admin'].userName;
    return {
      'system-admin': this.problemsOfOne(persons['system-admin'], false),
      'security-admin': this.problemsOfOne(persons['security-admin'], same),
    };
  }

  /** @returns false when the link was used meanwhile */
  async make(token: string, department: Department, persons: Persons): Promise<boolean> {
    const hashes = await Promise.all(FIRST_ROLES.map((role) => hashPassword(persons[role].password)));
    const made = await this.database.transaction(systemSession('sign-in'), async (em) => {
      if (!(await this.link.use(em, token))) return false;
      for (const [i, role] of FIRST_ROLES.entries()) {
        const account = this.accountOf(role, department, persons[role], hashes[i] ?? '');
        em.persist(account);
        await em.flush();
        announceAccount(this.outbox, em, account);
        await this.audit.record(em, {
          action: 'account.create',
          objectType: 'account',
          objectId: account.id,
          result: 'success',
          detail: { how: 'first-set-up', department, roles: [role], area: this.config.county },
        });
      }
      return true;
    });
    if (made) this.link.forgetFile();
    return made;
  }

  private accountOf(role: FirstRole, department: Department, person: Person, passwordHash: string): AccountEntity {
    const at = this.clock.now();
    const id = newId<AccountId>(this.clock);
    const { name, userName, secret, code } = person;
    const account = new AccountEntity({
      id,
      userName,
      name,
      department,
      roles: [role],
      area: this.config.county,
      passwordHash,
      mustChangePassword: false,
      createdBy: null,
      at,
    });
    const cipher = this.vault.fields.encrypt(secret, { table: 'account', column: 'totp_cipher', rowId: id });
    account.enrol(cipher, stepOfCode(secret, code, this.machine.now(), null) ?? 0, at);
    return account;
  }

  private problemsOfOne({ name, userName, password, code, secret }: Person, same: boolean): Words[] {
    const found: Words[] = weaknessesOf(password, userName);
    if (!name.trim()) found.push({ zh: '请填写姓名', en: 'Enter the name' });
    if (!USER_NAME.test(userName)) found.push({ zh: '用户名不符合要求', en: 'The user name does not follow the rule' });
    if (same) found.push({ zh: '两个账号的用户名不能相同', en: 'The two user names must differ' });
    if (stepOfCode(secret, code, this.machine.now(), null) === undefined)
      found.push({ zh: '动态码不对，请输入应用中新显示的数字', en: 'The code is wrong; enter the one shown now' });
    return found;
  }
}
