import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { SigningKeys } from './signing-keys.js';

const SigningKeyList = z
  .object({
    items: z.array(z.object({ id: z.string(), signing: z.boolean(), signsFrom: z.iso.datetime(), retiresAt: z.iso.datetime().nullable() })),
  })
  .meta({ id: 'SigningKeyList' });
type SigningKeyList = z.infer<typeof SigningKeyList>;

const NoBody = z.strictObject({}).optional();

@ApiTags('signing keys')
@Controller('signing-keys')
export class SigningKeysController {
  constructor(
    @Inject(SigningKeys) private readonly keys: SigningKeys,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  @Get()
  @RequirePermission('operations.read')
  @ApiResponse({ status: 200, standardSchema: SigningKeyList, description: 'keys that tokens are checked with, without their secret half' })
  list(): SigningKeyList {
    const current = this.keys.current().id;
    return {
      items: this.keys.published().map(({ id, signsFrom, retiresAt }) => ({
        id,
        signing: id === current,
        signsFrom: signsFrom.toISOString(),
        retiresAt: retiresAt?.toISOString() ?? null,
      })),
    };
  }

  @Post('rotate')
  @HttpCode(200)
  @RequirePermission('operations.write')
  @ApiResponse({ status: 200, standardSchema: SigningKeyList, description: 'a new key is published and signs a quarter of an hour later' })
  async rotate(@Caller() caller: Principal, @Body({ schema: NoBody }) _body: z.infer<typeof NoBody>): Promise<SigningKeyList> {
    await this.keys.rotate();
    await this.audit.recordAlone({ actor: actorOf(caller), action: 'signing-key.rotate', result: 'success' });
    return this.list();
  }
}
