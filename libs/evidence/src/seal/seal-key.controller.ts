import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { Caller, Public, RequirePermission, type Principal } from '@jingzhun/auth';
import { EVIDENCE_OPTIONS, type EvidenceOptions } from '../evidence-options.js';
import { RotateSealRequest, SealKeyList } from './seal-key.dto.js';
import { SealKeys } from './seal-keys.js';

@ApiTags('signatures')
@Controller('seal-keys')
export class SealKeyController {
  constructor(
    @Inject(SealKeys) private readonly keys: SealKeys,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(EVIDENCE_OPTIONS) private readonly options: EvidenceOptions,
  ) {}

  @Get()
  @Public('whoever holds a signed record can check its seal')
  @ApiResponse({ status: 200, standardSchema: SealKeyList, description: 'public halves of the seal, also of earlier keys' })
  async list(): Promise<SealKeyList> {
    const keys = await this.keys.published();
    return {
      department: this.options.department,
      keys: keys.map(({ id, publicKey, createdAt, seals }) => ({
        kty: 'OKP',
        crv: 'Ed25519',
        kid: id,
        x: publicKey,
        createdAt: createdAt.toISOString(),
        seals,
      })),
    };
  }

  @Post('rotate')
  @HttpCode(200)
  @RequirePermission('operations.write')
  @ApiResponse({ status: 200, standardSchema: SealKeyList, description: 'a new key seals from now on; earlier ones stay published' })
  async rotate(@Caller() principal: Principal, @Body({ schema: RotateSealRequest }) { reason }: RotateSealRequest): Promise<SealKeyList> {
    const key = await this.keys.rotate();
    await this.audit.recordAlone({
      actor: actorOf(principal),
      action: 'seal-key.rotate',
      objectType: 'seal-key',
      objectId: key,
      purpose: reason,
      result: 'success',
    });
    return this.list();
  }
}
