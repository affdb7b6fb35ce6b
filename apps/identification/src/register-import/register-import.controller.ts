import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { languageOf, unsupportedContent, type Language } from '@jingzhun/service-shell';
import { RegisterKind, Registers } from '../screening/rules/register-kind.js';
import { refuseKind } from './importable-kinds.js';
import {
  ListRegisterImportsQuery,
  ListRegisterRefusalsQuery,
  RegisterImportList,
  RegisterImportResponse,
  RegisterRefusalList,
  RegisterStatus,
  UploadRegisterQuery,
  WithdrawRegisterRequest,
} from './register-import.dto.js';
import { RegisterImportQueries } from './register-import.queries.js';
import { RegisterImportService } from './register-import.service.js';
import { registerTemplate, registerTemplateCsv } from './register-template.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CONTENT_TYPES = [XLSX, 'text/csv', 'application/zip', 'application/octet-stream', 'application/vnd.ms-excel'];
const TemplateQuery = z.strictObject({ kind: RegisterKind.describe('which register') });
type TemplateQuery = z.infer<typeof TemplateQuery>;

const attachment = (name: string): string => `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
const languageFor = (request: Request): Language => languageOf(request.header('accept-language'));

@ApiTags('registers')
@Controller()
export class RegisterImportController {
  constructor(
    @Inject(RegisterImportService) private readonly service: RegisterImportService,
    @Inject(RegisterImportQueries) private readonly imports: RegisterImportQueries,
  ) {}

  @Get('registers')
  @RequirePermission('screening.read')
  @ApiResponse({ status: 200, standardSchema: RegisterStatus, description: 'every register of other authorities with the extract in use' })
  status(@Caller() principal: Principal): Promise<RegisterStatus> {
    return this.imports.status(principal);
  }

  @Post('register-imports')
  @HttpCode(202)
  @RequirePermission('register.import', 'register.import-sensitive')
  @ApiConsumes(...CONTENT_TYPES)
  @ApiBody({ description: 'the file itself; its name in X-File-Name (percent-encoded)', schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 202, standardSchema: RegisterImportResponse, description: 'received, being matched' })
  async upload(
    @Caller() principal: Principal,
    @Query({ schema: UploadRegisterQuery }) query: UploadRegisterQuery,
    @Req() request: Request,
  ): Promise<RegisterImportResponse> {
    const type = (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (!CONTENT_TYPES.includes(type)) throw unsupportedContent();
    const id = await this.service.upload(principal, query, { content: request, name: request.header('x-file-name') });
    return this.imports.get(principal, id, languageFor(request));
  }

  @Get('register-imports')
  @RequirePermission('register.import', 'register.import-sensitive')
  @ApiResponse({ status: 200, standardSchema: RegisterImportList, description: 'extracts, newest first' })
  list(
    @Caller() principal: Principal,
    @Query({ schema: ListRegisterImportsQuery }) query: ListRegisterImportsQuery,
    @Req() request: Request,
  ): Promise<RegisterImportList> {
    return this.imports.list(principal, query, languageFor(request));
  }

  @Get('register-imports/template.xlsx')
  @RequirePermission('register.import', 'register.import-sensitive')
  @ApiResponse({
    status: 200,
    description: 'the workbook to fill in',
    content: { [XLSX]: { schema: { type: 'string', format: 'binary' } } },
  })
  async template(
    @Caller() principal: Principal,
    @Query({ schema: TemplateQuery }) { kind }: TemplateQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    refuseKind(principal, kind);
    response.set({ 'Content-Type': XLSX, 'Content-Disposition': attachment(`${Registers.text(kind)}模板.xlsx`) });
    return new StreamableFile(await registerTemplate(kind));
  }

  @Get('register-imports/template.csv')
  @RequirePermission('register.import', 'register.import-sensitive')
  @ApiResponse({ status: 200, description: 'the titles as CSV', content: { 'text/csv': { schema: { type: 'string' } } } })
  templateAsCsv(
    @Caller() principal: Principal,
    @Query({ schema: TemplateQuery }) { kind }: TemplateQuery,
    @Res({ passthrough: true }) response: Response,
  ): StreamableFile {
    refuseKind(principal, kind);
    response.set({ 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': attachment(`${Registers.text(kind)}模板.csv`) });
    return new StreamableFile(Buffer.from(registerTemplateCsv(kind)));
  }

  @Get('register-imports/:id')
  @RequirePermission('register.import', 'register.import-sensitive')
  @ApiResponse({ status: 200, standardSchema: RegisterImportResponse, description: 'one extract' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid, @Req() request: Request): Promise<RegisterImportResponse> {
    return this.imports.get(principal, id, languageFor(request));
  }

  @Get('register-imports/:id/refusals')
  @RequirePermission('register.import', 'register.import-sensitive')
  @ApiResponse({ status: 200, standardSchema: RegisterRefusalList, description: 'bad cells in the order of the file' })
  refusals(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Query({ schema: ListRegisterRefusalsQuery }) query: ListRegisterRefusalsQuery,
    @Req() request: Request,
  ): Promise<RegisterRefusalList> {
    return this.imports.refusals(principal, id, query, languageFor(request));
  }

  @Post('register-imports/:id/withdraw')
  @HttpCode(200)
  @RequirePermission('register.import', 'register.import-sensitive')
  @ApiResponse({ status: 200, standardSchema: RegisterImportResponse, description: 'no longer used; its facts are deleted' })
  async withdraw(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: WithdrawRegisterRequest }) { reason }: WithdrawRegisterRequest,
    @Req() request: Request,
  ): Promise<RegisterImportResponse> {
    await this.service.withdraw(principal, id, reason);
    return this.imports.get(principal, id, languageFor(request));
  }
}
