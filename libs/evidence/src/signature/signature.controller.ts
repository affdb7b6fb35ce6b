import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { ListSignaturesQuery, SignatureExport, SignatureList } from './signature.dto.js';
import type { JsonValue } from './canonical-digest.js';
import { SignatureQueries } from './signature.queries.js';
import type { SignatureRecord } from './signature-statement.js';

@ApiTags('signatures')
@Controller('signatures')
export class SignatureController {
  constructor(@Inject(SignatureQueries) private readonly signatures: SignatureQueries) {}

  @Get()
  @RequirePermission('attachment.read')
  @ApiResponse({ status: 200, standardSchema: SignatureList, description: 'signatures of a subject, also void ones, oldest first' })
  async list(
    @Caller() principal: Principal,
    @Query({ schema: ListSignaturesQuery }) query: ListSignaturesQuery,
  ): Promise<{ items: SignatureRecord[] }> {
    return { items: await this.signatures.list(principal, query) };
  }

  @Get(':id/export')
  @Header('Cache-Control', 'no-store')
  @RequirePermission('attachment.read')
  @ApiResponse({ status: 200, standardSchema: SignatureExport, description: 'for tools/verify-signature.mjs; holds what was signed' })
  export(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<SignatureRecord & { content: JsonValue }> {
    return this.signatures.export(principal, id);
  }
}
