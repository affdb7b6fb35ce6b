import { Inject, Injectable } from '@nestjs/common';
import type { FilterQuery } from '@mikro-orm/postgresql';
import { COUNTY_WIDE_ROLES, EXCLUSIVE_ROLES, PERMISSIONS_OF_ROLE, ROLES, type Principal, type Role } from '@jingzhun/auth';
import { containsArea, countyOf, townshipOf, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { AccountId } from '@jingzhun/domain/uuid';
import { Database, DEPARTMENTS, sessionOf, systemSession } from '@jingzhun/persistence';
import { toAccountResponse, type AccountResponse, type ListAccountsRequest, type SurveyDeciders } from './account.dto.js';
import { AccountEntity } from './account.entity.js';
import { AccountNotFound } from './account.errors.js';
import { refusalToHave } from './account.rules.js';

@Injectable()
export class AccountsQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Accounts this security administrator is responsible for, oldest first; the area is row security's. */
  async list(caller: Principal, request: ListAccountsRequest): Promise<{ items: AccountResponse[]; nextCursor: string | null }> {
    const after = AccountId.safeParse(Buffer.from(request.cursor ?? '', 'base64url').toString());
    const where: FilterQuery<AccountEntity> = {
      department: caller.department === 'gateway' ? { $in: request.department ? [request.department] : DEPARTMENTS } : caller.department,
      roles: { $contained: rolesInCare(caller) },
      ...(request.status && { status: request.status }),
      ...(after.success && { id: { $gt: after.data } }),
    };
    const rows = await this.database.transaction(sessionOf(caller), (em) =>
      em.find(AccountEntity, where, { orderBy: { id: 'asc' }, limit: request.limit + 1 }),
    );
    const items = rows.slice(0, request.limit);
    const last = items.at(-1);
    return {
      items: items.map(toAccountResponse),
      nextCursor: rows.length > items.length && last ? Buffer.from(last.id).toString('base64url') : null,
    };
  }

  async get(caller: Principal, id: string): Promise<AccountResponse> {
    const account = await this.database.transaction(sessionOf(caller), (em) => em.findOne(AccountEntity, { id: id as AccountId }));
    if (!account || refusalToHave(caller, account)?.status === 403) throw new AccountNotFound();
    return toAccountResponse(account);
  }

  /** Above and at the area, of the own department; nobody is asked about an area that is none of the caller's. */
  async decidersFor(caller: Principal, area: DivisionPrefix): Promise<SurveyDeciders> {
    if (!containsArea(caller.area, area) && !containsArea(area, caller.area)) return { items: [] };
    const covering = [...new Set([area, townshipOf(area), countyOf(area)])].filter((one) => one !== undefined);
    const roles = ROLES.filter((role) => PERMISSIONS_OF_ROLE[role].includes('survey.manage'));
    const rows = await this.database.transaction(systemSession('sign-in'), (em) =>
      em.find(
        AccountEntity,
        { department: caller.department, area: { $in: covering }, roles: { $overlap: roles } },
        { orderBy: { area: 'desc', name: 'asc', id: 'asc' }, limit: 200 },
      ),
    );
    return {
      items: rows.map((one) => ({ id: one.id, name: one.name, roles: one.roles, area: one.area, enabled: one.status === 'enabled' })),
    };
  }

  /** One's own, whatever the role. */
  async getOwn(caller: Principal): Promise<AccountResponse> {
    const account = await this.database.transaction(systemSession('sign-in'), (em) => em.findOne(AccountEntity, { id: caller.accountId }));
    if (!account) throw new AccountNotFound();
    return toAccountResponse(account);
  }
}

/** The county platform looks after administrators and county-wide readers, a department after everybody it can appoint. */
function rolesInCare(caller: Principal): Role[] {
  return caller.department === 'gateway'
    ? [...EXCLUSIVE_ROLES, ...COUNTY_WIDE_ROLES]
    : ROLES.filter((role) => !(COUNTY_WIDE_ROLES as readonly Role[]).includes(role));
}
