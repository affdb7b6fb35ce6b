import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AuditLog } from '@jingzhun/audit';
import type { AccountId } from '@jingzhun/domain/uuid';
import { Clock, Database, systemSession } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { MACHINE_TIME } from '../machine-time.js';
import { endAccess } from '../session/end-access.js';
import { AccountEntity, type Language } from './account.entity.js';
import { AccountNotFound, CodeWrong, PasswordTooWeak, PresentPasswordWrong } from './account.errors.js';
import { hashPassword, isNobodysPassword, isPassword } from './password-hash.js';
import { usedBefore, wasUsed, weaknessesOf } from './password-rules.js';
import { stepOfCode } from './totp.js';

const placeOf = (id: string) => ({ table: 'account', column: 'totp_cipher', rowId: id });

/** What a person does with the own account: prove a password or code, change them. */
@Injectable()
export class OwnAccountService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(MACHINE_TIME) private readonly machine: Clock,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async find(id: string): Promise<AccountEntity | undefined> {
    return this.inTransaction(async (em) => (await em.findOne(AccountEntity, { id: id as AccountId })) ?? undefined);
  }

  async findByUserName(userName: string): Promise<AccountEntity | undefined> {
    return this.inTransaction(async (em) => (await em.findOne(AccountEntity, { userName: userName.trim().toLowerCase() })) ?? undefined);
  }

  /** The enabled account this password belongs to. Takes equally long whether the user name exists or not. */
  async provePassword(userName: string, password: string): Promise<AccountEntity | undefined> {
    const account = await this.findByUserName(userName);
    const hash = account?.status === 'enabled' ? account.passwordHash : null;
    const proved = hash ? await isPassword(password, hash) : await isNobodysPassword(password);
    return proved ? account : undefined;
  }

  /** @throws CodeWrong; a code counts once, also when two requests bring it together */
  async proveCode(id: string, code: string): Promise<void> {
    await this.onOwn(id, async (account) => {
      if (!account.totpCipher) throw new CodeWrong();
      const secret = this.vault.fields.decrypt(Buffer.from(account.totpCipher), placeOf(id));
      const step = stepOfCode(secret, code, this.machine.now(), account.totpLastStep ?? null);
      if (step === undefined) throw new CodeWrong();
      account.totpLastStep = step;
    });
  }

  /** Enrols an authenticator app after it has shown one right code. @throws CodeWrong */
  async enrol(id: string, secret: string, code: string): Promise<void> {
    const step = stepOfCode(secret, code, this.machine.now(), null);
    if (step === undefined) throw new CodeWrong();
    await this.onOwn(id, async (account, em) => {
      account.enrol(this.vault.fields.encrypt(secret, placeOf(id)), step, this.clock.now());
      await this.record(em, account, 'account.enrol-second-factor');
    });
  }

  /** @throws PresentPasswordWrong, PasswordTooWeak */
  async changePassword(id: string, presentPassword: string, password: string): Promise<void> {
    const account = await this.find(id);
    if (!account?.passwordHash || !(await isPassword(presentPassword, account.passwordHash))) throw new PresentPasswordWrong();
    await this.replacePassword(id, password);
  }

  /** After the old one was proved. Ends all sessions of the account. @throws PasswordTooWeak */
  async replacePassword(id: string, password: string): Promise<void> {
    const before = await this.find(id);
    if (!before) throw new AccountNotFound();
    const problems = weaknessesOf(password, before.userName);
    if (problems.length === 0 && (await wasUsed(password, before.previousPasswordHashes))) problems.push(usedBefore());
    if (problems.length > 0) throw new PasswordTooWeak(problems);
    const hash = await hashPassword(password);
    await this.onOwn(id, async (account, em) => {
      account.setPassword(hash, this.clock.now());
      await endAccess(em, account, this.machine.now());
      await this.record(em, account, 'account.change-password');
    });
  }

  async chooseLanguage(id: string, language: Language): Promise<void> {
    await this.onOwn(id, async (account, em) => {
      account.choose(language, this.clock.now());
      await this.record(em, account, 'account.choose-language');
    });
  }

  async endAllSessions(id: string): Promise<void> {
    await this.onOwn(id, (account, em) => endAccess(em, account, this.machine.now()));
  }

  async signedIn(id: string): Promise<void> {
    await this.onOwn(id, async (account) => account.signedIn(this.clock.now()));
  }

  private async onOwn(id: string, change: (account: AccountEntity, em: EntityManager) => Promise<void>): Promise<void> {
    await this.inTransaction(async (em) => {
      const account = await em.findOne(AccountEntity, { id: id as AccountId }, { lockMode: 4 });
      if (!account) throw new AccountNotFound();
      await change(account, em);
    });
  }

  private inTransaction<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return this.database.transaction(systemSession('sign-in'), work);
  }

  private async record(em: EntityManager, account: AccountEntity, action: string): Promise<void> {
    const { id, name, roles, area } = account;
    await this.audit.record(em, {
      actor: { accountId: id, name, roles, area },
      action,
      objectType: 'account',
      objectId: id,
      result: 'success',
    });
  }
}
