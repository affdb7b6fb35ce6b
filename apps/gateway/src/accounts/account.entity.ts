import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Role } from '@jingzhun/auth';
import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import type { AccountId } from '@jingzhun/domain/uuid';
import type { Department } from '@jingzhun/persistence';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export type AccountStatus = 'enabled' | 'disabled';

const AccountSchema = defineEntity({
  name: 'AccountEntity',
  tableName: 'account',
  properties: {
    id: p.uuid().$type<AccountId>().primary(),
    userName: p.text(),
    name: p.text(),
    department: p.text().$type<Department>(),
    roles: p.array().$type<Role[]>(),
    area: p.text().$type<DivisionPrefix>(),
    bank: p.text().nullable(),
    status: p.text().$type<AccountStatus>(),
    passwordHash: p.text().nullable(),
    previousPasswordHashes: p.array().$type<string[]>(),
    mustChangePassword: p.boolean(),
    totpCipher: p.blob().nullable(),
    totpLastStep: p.bigint('number').nullable(),
    demo: p.boolean(),
    language: p.text().$type<Language>(),
    tokensValidFrom: p.datetime(),
    lastSignInAt: p.datetime().nullable(),
    version: p.integer(),
    createdAt: p.datetime(),
    createdBy: p.uuid().nullable(),
    changedAt: p.datetime(),
  },
});

export interface NewAccount {
  id: AccountId;
  userName: string;
  name: string;
  department: Department;
  roles: Role[];
  area: DivisionPrefix;
  /** Of a bank clerk: the lender bank whose loans it sees. */
  bank?: string | null;
  passwordHash: string | null;
  mustChangePassword: boolean;
  demo?: boolean;
  createdBy: AccountId | null;
  at: Date;
}

const REMEMBERED_PASSWORDS = 5;

/** A person who may sign in. Never deleted: what an account did must stay attributable. */
export class AccountEntity extends AccountSchema.class {
  constructor({ at, demo, ...given }: NewAccount) {
    super();
    Object.assign(this, { ...given, bank: given.bank ?? null });
    this.status = 'enabled';
    this.previousPasswordHashes = given.passwordHash ? [given.passwordHash] : [];
    this.totpCipher = null;
    this.totpLastStep = null;
    this.demo = demo ?? false;
    this.language = 'zh';
    this.tokensValidFrom = new Date(0);
    this.lastSignInAt = null;
    this.version = 1;
    this.createdAt = at;
    this.changedAt = at;
  }

  move(to: { name: string; roles: Role[]; area: DivisionPrefix; bank: string | null }, at: Date): void {
    Object.assign(this, to);
    this.touch(at);
  }

  /** A demonstration of before has clerks of no bank. */
  belongTo(bank: string | undefined, at: Date): void {
    if (this.bank === (bank ?? null)) return;
    this.bank = bank ?? null;
    this.touch(at);
  }

  disable(at: Date): void {
    this.status = 'disabled';
    this.touch(at);
  }

  enable(at: Date): void {
    this.status = 'enabled';
    this.touch(at);
  }

  /** A one-time password takes the place of the old one and of the second factor. */
  reset(passwordHash: string, at: Date): void {
    this.setPassword(passwordHash, at);
    this.mustChangePassword = true;
    this.totpCipher = null;
    this.totpLastStep = null;
  }

  setPassword(passwordHash: string, at: Date): void {
    this.passwordHash = passwordHash;
    this.previousPasswordHashes = [passwordHash, ...this.previousPasswordHashes].slice(0, REMEMBERED_PASSWORDS);
    this.mustChangePassword = false;
    this.touch(at);
  }

  enrol(totpCipher: Buffer, step: number, at: Date): void {
    this.totpCipher = totpCipher;
    this.totpLastStep = step;
    this.touch(at);
  }

  choose(language: Language, at: Date): void {
    this.language = language;
    this.touch(at);
  }

  signedIn(at: Date): void {
    this.lastSignInAt = at;
  }

  /** Access tokens issued before this moment of machine time no longer count. */
  endTokens(machineTime: Date): void {
    this.tokensValidFrom = machineTime;
  }

  private touch(at: Date): void {
    this.version += 1;
    this.changedAt = at;
  }
}
AccountSchema.setClass(AccountEntity);
