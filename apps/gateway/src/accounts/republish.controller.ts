import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Outbox } from '@jingzhun/messaging';
import { Database, systemSession } from '@jingzhun/persistence';
import { AccountEntity } from './account.entity.js';
import { announceAccount } from './announce-account.js';

const RepublishRequest = z
  .strictObject({ reason: z.string().trim().min(2).max(500).describe('why, e.g. the broker lost its files') })
  .meta({ id: 'RepublishRequest' });
type RepublishRequest = z.infer<typeof RepublishRequest>;

const RepublishResponse = z.object({ accounts: z.int().describe('accounts that were published again') }).meta({ id: 'RepublishResult' });
type RepublishResponse = z.infer<typeof RepublishResponse>;

@ApiTags('operations')
@Controller('operations/republish')
export class RepublishController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('operations.write')
  @ApiResponse({ status: 200, standardSchema: RepublishResponse, description: 'roles and areas of all accounts, published again' })
  republish(@Caller() caller: Principal, @Body({ schema: RepublishRequest }) { reason }: RepublishRequest): Promise<RepublishResponse> {
    // accounts are some thousand at most: one transaction
    return this.database.transaction(systemSession('relay'), async (em) => {
      const accounts = await em.find(AccountEntity, {}, { orderBy: { id: 'asc' } });
      for (const account of accounts) announceAccount(this.outbox, em, account);
      await this.audit.record(em, { actor: actorOf(caller), action: 'accounts.republish', purpose: reason, result: 'success' });
      return { accounts: accounts.length };
    });
  }
}
