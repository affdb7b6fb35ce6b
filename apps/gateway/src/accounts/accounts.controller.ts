import { Body, Controller, Get, Header, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { AccountId } from '@jingzhun/domain/uuid';
import { ExpectedVersion, NotACommand } from '@jingzhun/service-shell';
import {
  AccountListResponse,
  AccountResponse,
  AccountWithPasswordResponse,
  ChangeAccountRequest,
  CreateAccountRequest,
  ListAccountsRequest,
} from './account.dto.js';
import { AccountsQueries } from './accounts.queries.js';
import { AccountsService } from './accounts.service.js';

const id = { schema: AccountId };

/** Accounts of the caller's department, for its security administrators. */
@ApiTags('accounts')
@Controller('accounts')
@RequirePermission('account.manage')
export class AccountsController {
  constructor(
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(AccountsQueries) private readonly queries: AccountsQueries,
  ) {}

  @Get()
  @ApiResponse({ status: 200, standardSchema: AccountListResponse, description: 'accounts the caller is responsible for' })
  list(@Caller() caller: Principal, @Query({ schema: ListAccountsRequest }) query: ListAccountsRequest): Promise<unknown> {
    return this.queries.list(caller, query);
  }

  @Get(':id')
  @ApiResponse({ status: 200, standardSchema: AccountResponse, description: 'one account' })
  read(@Caller() caller: Principal, @Param('id', id) account: AccountId): Promise<AccountResponse> {
    return this.queries.get(caller, account);
  }

  // the answer of create and reset holds a password: it is not kept for repeated commands
  @Post()
  @NotACommand()
  @Header('Cache-Control', 'no-store')
  @ApiResponse({ status: 201, standardSchema: AccountWithPasswordResponse, description: 'created; a generated password is shown once' })
  create(
    @Caller() caller: Principal,
    @Body({ schema: CreateAccountRequest }) body: CreateAccountRequest,
  ): Promise<AccountWithPasswordResponse> {
    return this.accounts.create(caller, body);
  }

  @Patch(':id')
  @ApiResponse({ status: 200, standardSchema: AccountResponse, description: 'changed name, roles or area; needs If-Match' })
  change(
    @Caller() caller: Principal,
    @Param('id', id) account: AccountId,
    @ExpectedVersion() version: number,
    @Body({ schema: ChangeAccountRequest }) body: ChangeAccountRequest,
  ): Promise<AccountResponse> {
    return this.accounts.change(caller, account, version, body);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @ApiResponse({ status: 200, standardSchema: AccountResponse, description: 'disabled; its sessions ended at once' })
  disable(@Caller() caller: Principal, @Param('id', id) account: AccountId): Promise<AccountResponse> {
    return this.accounts.disable(caller, account);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @ApiResponse({ status: 200, standardSchema: AccountResponse, description: 'may sign in again' })
  enable(@Caller() caller: Principal, @Param('id', id) account: AccountId): Promise<AccountResponse> {
    return this.accounts.enable(caller, account);
  }

  @Post(':id/reset')
  @HttpCode(200)
  @NotACommand()
  @Header('Cache-Control', 'no-store')
  @ApiResponse({
    status: 200,
    standardSchema: AccountWithPasswordResponse,
    description: 'one-time password, shown once; second factor removed',
  })
  reset(@Caller() caller: Principal, @Param('id', id) account: AccountId): Promise<AccountWithPasswordResponse> {
    return this.accounts.reset(caller, account);
  }
}
