import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { languageOf, NotACommand, unsupportedContent, type Language } from '@jingzhun/service-shell';
import { DiscardRequest, ImportList, ImportResponse, ListImportsQuery, ListRefusalsQuery, RefusalList } from './import.dto.js';
import { ImportQueries } from './import.queries.js';
import { ImportService } from './import.service.js';
import { LiveImport } from './live-import.js';
import { templateCsv, templateWorkbook } from './marked/template-workbook.js';
import { WorkbookService } from './marked/workbook.service.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CONTENT_TYPES = [XLSX, 'text/csv', 'application/zip', 'application/octet-stream', 'application/vnd.ms-excel'];

const attachment = (name: string): string => `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
const languageFor = (request: Request): Language => languageOf(request.header('accept-language'));

@ApiTags('imports')
@Controller('imports')
export class ImportController {
  constructor(
    @Inject(ImportService) private readonly service: ImportService,
    @Inject(ImportQueries) private readonly imports: ImportQueries,
    @Inject(WorkbookService) private readonly workbooks: WorkbookService,
    @Inject(LiveImport) private readonly live: LiveImport,
  ) {}

  @Post()
  @HttpCode(202)
  @RequirePermission('import.upload')
  @ApiConsumes(...CONTENT_TYPES)
  @ApiBody({
    description: 'the file itself; name in X-File-Name, document it comes from in X-Source-Document (both percent-encoded)',
    schema: { type: 'string', format: 'binary' },
  })
  @ApiResponse({ status: 202, standardSchema: ImportResponse, description: 'received, being checked' })
  async upload(@Caller() principal: Principal, @Req() request: Request): Promise<ImportResponse> {
    const type = (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (!CONTENT_TYPES.includes(type)) throw unsupportedContent();
    const id = await this.service.upload(principal, {
      content: request,
      fileName: request.header('x-file-name'),
      sourceDocument: request.header('x-source-document'),
    });
    return this.imports.get(principal, id, languageFor(request));
  }

  @Get()
  @RequirePermission('import.upload')
  @ApiResponse({ status: 200, standardSchema: ImportList, description: 'batches of the own area, newest first' })
  list(
    @Caller() principal: Principal,
    @Query({ schema: ListImportsQuery }) query: ListImportsQuery,
    @Req() request: Request,
  ): Promise<ImportList> {
    return this.imports.list(principal, query, languageFor(request));
  }

  @Get('template.xlsx')
  @RequirePermission('import.upload')
  async template(@Res({ passthrough: true }) response: Response): Promise<StreamableFile> {
    response.set({ 'Content-Type': XLSX, 'Content-Disposition': attachment('建档立卡导入模板.xlsx') });
    return new StreamableFile(await templateWorkbook());
  }

  @Get('template.csv')
  @RequirePermission('import.upload')
  templateAsCsv(@Query('sheet') sheet: unknown, @Res({ passthrough: true }) response: Response): StreamableFile {
    const kind = sheet === 'members' ? 'members' : 'households';
    response.set({
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': attachment(kind === 'members' ? '家庭成员.csv' : '贫困户.csv'),
    });
    return new StreamableFile(Buffer.from(templateCsv(kind)));
  }

  @Get(':id')
  @RequirePermission('import.upload')
  @ApiResponse({ status: 200, standardSchema: ImportResponse, description: 'one batch' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid, @Req() request: Request): Promise<ImportResponse> {
    return this.imports.get(principal, id, languageFor(request));
  }

  @Get(':id/refusals')
  @RequirePermission('import.upload')
  @ApiResponse({ status: 200, standardSchema: RefusalList, description: 'bad cells in the order of the sheets' })
  refusals(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Query({ schema: ListRefusalsQuery }) query: ListRefusalsQuery,
    @Req() request: Request,
  ): Promise<RefusalList> {
    return this.imports.refusals(principal, id, query, languageFor(request));
  }

  @Get(':id/live')
  @RequirePermission('import.upload')
  async follow(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.live.follow(principal, id, languageFor(request), response);
  }

  @Post(':id/release')
  @HttpCode(202)
  @RequirePermission('import.release')
  @ApiResponse({ status: 202, standardSchema: ImportResponse, description: 'being taken over; another person than the one who uploaded' })
  async release(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid, @Req() request: Request): Promise<ImportResponse> {
    await this.service.release(principal, id);
    return this.imports.get(principal, id, languageFor(request));
  }

  @Post(':id/discard')
  @HttpCode(200)
  @RequirePermission('import.upload')
  @ApiResponse({ status: 200, standardSchema: ImportResponse, description: 'forgotten' })
  async discard(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: DiscardRequest }) { reason }: DiscardRequest,
    @Req() request: Request,
  ): Promise<ImportResponse> {
    await this.service.discard(principal, id, reason);
    return this.imports.get(principal, id, languageFor(request));
  }

  @Get(':id/workbook')
  @NotACommand()
  @RequirePermission('import.upload')
  async workbook(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { content, name } = await this.workbooks.marked(principal, id);
    response.set({ 'Content-Type': XLSX, 'Content-Disposition': attachment(name), 'Cache-Control': 'no-store' });
    return new StreamableFile(content);
  }
}
