import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { RegisterDigestQueries } from './register-digest.queries.js';

const RegisterDigestQuery = z.strictObject({
  area: DivisionPrefix.optional().describe('below this division; all the caller sees when absent'),
});
type RegisterDigestQuery = z.infer<typeof RegisterDigestQuery>;

const RegisterDigest = z
  .object({
    households: z.number().int().describe('households of the area'),
    persons: z.number().int().describe('their present members'),
    digest: z.string().describe('SHA-256, hex, over the canonical text of each household; equal to that of a complete copy'),
  })
  .meta({ id: 'RegisterDigest' });
export type RegisterDigest = z.infer<typeof RegisterDigest>;

@ApiTags('register')
@Controller('register')
export class RegisterDigestController {
  constructor(@Inject(RegisterDigestQueries) private readonly digests: RegisterDigestQueries) {}

  @Get('digest')
  @RequirePermission('household.read')
  @ApiResponse({ status: 200, standardSchema: RegisterDigest, description: "proves that a department's copy equals the register" })
  read(@Caller() principal: Principal, @Query({ schema: RegisterDigestQuery }) { area }: RegisterDigestQuery): Promise<RegisterDigest> {
    return this.digests.of(principal, area);
  }
}
