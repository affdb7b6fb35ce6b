import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { fileBody, LIST_TYPES, NotACommand } from '@jingzhun/service-shell';
import { TABLE_LIMITS } from '@jingzhun/workbooks';
import { z } from 'zod';
import { ClaimLists } from './claim-lists.js';
import {
  Claim,
  ClaimListKind,
  ClaimListUpload,
  ClaimPage,
  ClaimsQuery,
  ClaimStepsRequest,
  EnterClaimRequest,
  TakenClaims,
} from './claim.dto.js';
import { ClaimQueries } from './claim.queries.js';
import { Claims } from './claims.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const TemplateQuery = z.strictObject({ kind: ClaimListKind });
type TemplateQuery = z.infer<typeof TemplateQuery>;
const ClaimStepsTaken = z.object({ claims: z.int() }).meta({ id: 'ClaimStepsTaken' });
type ClaimStepsTaken = z.infer<typeof ClaimStepsTaken>;

@ApiTags('claims of other departments')
@Controller('claims')
export class ClaimController {
  constructor(
    @Inject(Claims) private readonly claims: Claims,
    @Inject(ClaimLists) private readonly lists: ClaimLists,
    @Inject(ClaimQueries) private readonly queries: ClaimQueries,
  ) {}

  @Get()
  @RequirePermission('claim.read')
  @ApiResponse({ status: 200, standardSchema: ClaimPage, description: 'claims of the own area, what waits longest first' })
  list(@Caller() principal: Principal, @Query({ schema: ClaimsQuery }) query: ClaimsQuery): Promise<ClaimPage> {
    return this.queries.list(principal, query);
  }

  @Get('lists/template.xlsx')
  @RequirePermission('claim.read')
  @Header('content-disposition', 'attachment; filename="claims.xlsx"')
  @ApiProduces(XLSX)
  @ApiResponse({ status: 200, description: 'the empty list of a kind, with what there is to choose from', content: { [XLSX]: {} } })
  async template(@Caller() principal: Principal, @Query({ schema: TemplateQuery }) { kind }: TemplateQuery): Promise<StreamableFile> {
    return new StreamableFile(await this.lists.template(principal, kind), { type: XLSX });
  }

  @Get(':id')
  @RequirePermission('claim.read')
  @ApiResponse({ status: 200, standardSchema: Claim, description: 'one claim with everybody who reported it' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<Claim> {
    return this.queries.get(principal, id);
  }

  @Post()
  @RequirePermission('claim.write')
  @ApiResponse({ status: 201, standardSchema: Claim, description: 'entered; the same thing reported before is the same claim' })
  async enter(@Caller() principal: Principal, @Body({ schema: EnterClaimRequest }) request: EnterClaimRequest): Promise<Claim> {
    return this.queries.get(principal, await this.claims.enter(principal, request));
  }

  @Post('lists')
  @HttpCode(200)
  @RequirePermission('claim.write')
  @ApiConsumes(...LIST_TYPES)
  @ApiBody({ description: "a department's list, a workbook or CSV with a last row 合计", schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 200, standardSchema: TakenClaims, description: 'taken whole; or refused whole with every wrong row' })
  async takeList(
    @Caller() principal: Principal,
    @Query({ schema: ClaimListUpload }) upload: ClaimListUpload,
    @Req() request: Request,
  ): Promise<TakenClaims> {
    return this.lists.take(principal, upload, await fileBody(request, TABLE_LIMITS.fileBytes));
  }

  @Post('lists/marked.xlsx')
  @NotACommand()
  @HttpCode(200)
  @RequirePermission('claim.write')
  @Header('content-disposition', 'attachment; filename="claims-marked.xlsx"')
  @ApiConsumes(...LIST_TYPES)
  @ApiBody({ description: 'the list that was refused, once more', schema: { type: 'string', format: 'binary' } })
  @ApiProduces(XLSX)
  @ApiResponse({ status: 200, description: 'the same rows, each with what is wrong; nothing is kept', content: { [XLSX]: {} } })
  async marked(
    @Caller() principal: Principal,
    @Query({ schema: ClaimListUpload }) upload: ClaimListUpload,
    @Req() request: Request,
  ): Promise<StreamableFile> {
    const content = await fileBody(request, TABLE_LIMITS.fileBytes);
    return new StreamableFile(await this.lists.marked(principal, upload, content), { type: XLSX });
  }

  @Post('steps')
  @HttpCode(200)
  @RequirePermission('claim.write', 'payment.approve')
  @ApiResponse({ status: 200, standardSchema: ClaimStepsTaken, description: 'taken for all of them, or for none' })
  async take(@Caller() principal: Principal, @Body({ schema: ClaimStepsRequest }) request: ClaimStepsRequest): Promise<ClaimStepsTaken> {
    await this.claims.take(principal, request);
    return { claims: request.cases.length };
  }
}
