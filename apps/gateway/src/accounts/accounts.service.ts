import { Inject, Injectable } from '@nestjs/common';
import { UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog, type AuditDetail } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import type { AccountId } from '@jingzhun/domain/uuid';
import { Outbox } from '@jingzhun/messaging';
import { Clock, Database, newId, sessionOf } from '@jingzhun/persistence';
import { currentRequestId, staleVersion } from '@jingzhun/service-shell';
import { MACHINE_TIME } from '../machine-time.js';
import { endAccess } from '../session/end-access.js';
import {
  toAccountResponse,
  type AccountResponse,
  type AccountWithPasswordResponse,
  type ChangeAccountRequest,
  type CreateAccountRequest,
} from './account.dto.js';
import { AccountEntity } from './account.entity.js';
import { AccountNotFound, PasswordTooWeak, UserNameTaken } from './account.errors.js';
import { refusalToHave, refusalToTouch } from './account.rules.js';
import { announceAccount } from './announce-account.js';
import { hashPassword, oneTimePassword } from './password-hash.js';
import { weaknessesOf } from './password-rules.js';

/** What security administrators do with the accounts of their department. */
@Injectable()
export class AccountsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(MACHINE_TIME) private readonly machine: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  async create(caller: Principal, request: CreateAccountRequest): Promise<AccountWithPasswordResponse> {
    const refusal = refusalToHave(caller, request);
    if (refusal) throw refusal;
    const given = request.password;
    const weaknesses = given === undefined ? [] : weaknessesOf(given, request.userName);
    if (weaknesses.length > 0) throw new PasswordTooWeak(weaknesses);
    const password = given ?? oneTimePassword();
    const account = new AccountEntity({
      id: newId<AccountId>(this.clock),
      userName: request.userName,
      name: request.name,
      department: request.department,
      roles: request.roles,
      area: request.area,
      bank: request.bank ?? null,
      passwordHash: await hashPassword(password),
      mustChangePassword: true,
      createdBy: caller.accountId,
      at: this.clock.now(),
    });
    await this.inTransaction(caller, async (em) => {
      em.persist(account);
      await em.flush();
      await this.recordChange(em, caller, 'account.create', account, placeOf(account));
    });
    return { ...toAccountResponse(account), oneTimePassword: given === undefined ? password : null };
  }

  /** @param version the one the administrator looked at */
  async change(caller: Principal, id: string, version: number, request: ChangeAccountRequest): Promise<AccountResponse> {
    return this.onAccount(caller, id, 'account.change', async (account) => {
      if (account.version !== version) throw staleVersion(account.version);
      const to = {
        name: request.name ?? account.name,
        roles: request.roles ?? account.roles,
        area: request.area ?? account.area,
        bank: request.bank === undefined ? (account.bank ?? null) : request.bank,
      };
      const refusal = refusalToHave(caller, { department: account.department, roles: to.roles, area: to.area, bank: to.bank });
      if (refusal) throw refusal;
      const before = placeOf(account);
      account.move(to, this.clock.now());
      account.endTokens(this.machine.now());
      return { ...before, newRoles: to.roles, newArea: to.area, ...(to.bank ? { newBank: to.bank } : {}) };
    });
  }

  async disable(caller: Principal, id: string): Promise<AccountResponse> {
    return this.onAccount(caller, id, 'account.disable', async (account, em) => {
      account.disable(this.clock.now());
      await endAccess(em, account, this.machine.now());
    });
  }

  async enable(caller: Principal, id: string): Promise<AccountResponse> {
    return this.onAccount(caller, id, 'account.enable', async (account) => account.enable(this.clock.now()));
  }

  /** A new one-time password; the second factor is enrolled anew at the next sign-in. */
  async reset(caller: Principal, id: string): Promise<AccountWithPasswordResponse> {
    const password = oneTimePassword();
    const hash = await hashPassword(password);
    const response = await this.onAccount(caller, id, 'account.reset', async (account, em) => {
      account.reset(hash, this.clock.now());
      await endAccess(em, account, this.machine.now());
    });
    return { ...response, oneTimePassword: password };
  }

  private async onAccount(
    caller: Principal,
    id: string,
    action: string,
    change: (account: AccountEntity, em: EntityManager) => Promise<AuditDetail | void>,
  ): Promise<AccountResponse> {
    return this.inTransaction(caller, async (em) => {
      const account = await em.findOne(AccountEntity, { id: id as AccountId }, { lockMode: 4 });
      // somebody else's account looks like none: ids must not be tested for existence
      if (!account || refusalToTouch(caller, account)?.code === 'account.other-department') throw new AccountNotFound();
      const refusal = refusalToTouch(caller, account);
      if (refusal) throw refusal;
      const detail = await change(account, em);
      await em.flush();
      await this.recordChange(em, caller, action, account, detail ?? {});
      return toAccountResponse(account);
    });
  }

  private async inTransaction<T>(caller: Principal, work: (em: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.database.transaction(sessionOf(caller), work);
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) throw new UserNameTaken();
      throw error;
    }
  }

  private async recordChange(
    em: EntityManager,
    caller: Principal,
    action: string,
    account: AccountEntity,
    detail: AuditDetail,
  ): Promise<void> {
    announceAccount(this.outbox, em, account);
    const requestId = currentRequestId();
    await this.audit.record(em, {
      actor: actorOf(caller),
      action,
      objectType: 'account',
      objectId: account.id,
      result: 'success',
      detail,
      ...(requestId && { requestId }),
    });
  }
}

const placeOf = ({ department, roles, area }: AccountEntity): AuditDetail => ({ department, roles: [...roles], area });
