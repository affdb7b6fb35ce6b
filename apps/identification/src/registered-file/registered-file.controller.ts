import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { NotACommand } from '@jingzhun/service-shell';
import { FormPrinting } from './forms.service.js';
import { HandbookService } from './handbooks.service.js';
import { FormQuery, HandbookList, IssueHandbookRequest, RevealingFormRequest } from './registered-file.dto.js';

const PDF = { 'application/pdf': {} };
const file = (pdf: Buffer, name: string): StreamableFile =>
  new StreamableFile(pdf, { type: 'application/pdf', disposition: `inline; filename="${name}.pdf"` });

@ApiTags('registered-file')
@Controller()
export class RegisteredFileController {
  constructor(
    @Inject(FormPrinting) private readonly forms: FormPrinting,
    @Inject(HandbookService) private readonly handbooks: HandbookService,
  ) {}

  @Get('applications/:id/form')
  @RequirePermission('application.read')
  @ApiProduces('application/pdf')
  @ApiResponse({ status: 200, description: 'the page the household signs, numbers masked', content: PDF })
  async application(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Query({ schema: FormQuery }) { lang }: FormQuery,
  ): Promise<StreamableFile> {
    return file(await this.forms.application(principal, id, lang), 'application');
  }

  @Get('households/:id/registration-form')
  @RequirePermission('household.read')
  @ApiProduces('application/pdf')
  @ApiResponse({ status: 200, description: 'the registration form, numbers masked', content: PDF })
  async registration(
    @Caller() principal: Principal,
    @Param('id', { schema: HouseholdId }) id: HouseholdId,
    @Query({ schema: FormQuery }) { lang }: FormQuery,
  ): Promise<StreamableFile> {
    return file(await this.forms.registration(principal, id, lang), 'registration-form');
  }

  @Post('households/:id/registration-form')
  @HttpCode(200)
  @NotACommand()
  @RequirePermission('household.reveal')
  @ApiProduces('application/pdf')
  @ApiResponse({ status: 200, description: 'the same with document numbers in plain, logged with its purpose', content: PDF })
  async revealing(
    @Caller() principal: Principal,
    @Param('id', { schema: HouseholdId }) id: HouseholdId,
    @Query({ schema: FormQuery }) { lang }: FormQuery,
    @Body({ schema: RevealingFormRequest }) { purpose }: RevealingFormRequest,
  ): Promise<StreamableFile> {
    return file(await this.forms.registration(principal, id, lang, purpose), 'registration-form');
  }

  @Post('households/:id/handbooks')
  @RequirePermission('application.write')
  @ApiResponse({ status: 201, standardSchema: HandbookList, description: 'the handbooks of the household' })
  async issue(
    @Caller() principal: Principal,
    @Param('id', { schema: HouseholdId }) id: HouseholdId,
    @Body({ schema: IssueHandbookRequest }) request: IssueHandbookRequest,
  ): Promise<HandbookList> {
    await this.handbooks.issue(principal, id, request);
    return this.handbooks.list(principal, id);
  }

  @Get('households/:id/handbooks')
  @RequirePermission('household.read')
  @ApiResponse({ status: 200, standardSchema: HandbookList, description: 'the handbooks of the household, latest first' })
  list(@Caller() principal: Principal, @Param('id', { schema: HouseholdId }) id: HouseholdId): Promise<HandbookList> {
    return this.handbooks.list(principal, id);
  }
}
