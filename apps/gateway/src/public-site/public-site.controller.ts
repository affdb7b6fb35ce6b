import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { CertificateCode } from '@jingzhun/domain/payment-certificate';
import { Uuid } from '@jingzhun/domain/uuid';
import { Public } from '@jingzhun/auth';
import { Clock } from '@jingzhun/persistence';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { originOf } from '../session/same-origin.js';
import { hanging } from './board.js';
import { DepartmentClient } from './department-client.js';
import { NoticeBoard } from './notice-board.js';
import { boardPage, placePage } from './pages/board.page.js';
import { certificatePage } from './pages/certificate.page.js';
import { readerOf, sendPublicPage } from './pages/layout.js';
import { departmentDownPage, refusedPage, tooManyPage, unknownPage } from './pages/message.page.js';
import { noticePage } from './pages/notice.page.js';
import { PublicLimits } from './public-limits.js';

/** The notice board of all departments, for everybody. */
@ApiExcludeController()
@Controller('public')
@Public('notices are for everybody')
export class PublicSiteController {
  constructor(
    @Inject(NoticeBoard) private readonly board: NoticeBoard,
    @Inject(DepartmentClient) private readonly departments: DepartmentClient,
    @Inject(PublicLimits) private readonly limits: PublicLimits,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Get()
  async overview(@Req() request: Request, @Res() response: Response): Promise<void> {
    const all = await this.board.all();
    sendPublicPage(response, boardPage(readerOf(request), hanging(all, this.clock.today()), all));
  }

  @Get('places/:area')
  async place(@Param('area') area: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const prefix = DivisionPrefix.safeParse(area);
    if (!prefix.success || prefix.data.length === 6) return this.unknown(request, response);
    const all = await this.board.all();
    sendPublicPage(response, placePage(readerOf(request), prefix.data, hanging(all, this.clock.today()), all));
  }

  @Get(':department/notices/:id')
  async notice(
    @Param('department') department: string,
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (!this.departments.has(department) || !Uuid.safeParse(id).success) return this.unknown(request, response);
    const reader = readerOf(request);
    const answered = await this.departments.notice(department, id, reader.language);
    if (answered.kind === 'down') return sendPublicPage(response, departmentDownPage(reader, department), 503);
    if (answered.kind === 'refused') return sendPublicPage(response, refusedPage(reader, answered.refusal), answered.status);
    sendPublicPage(response, noticePage(reader, department, answered.body));
  }

  @Get(':department/notices/:id/notice.pdf')
  async paper(
    @Param('department') department: string,
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (!this.departments.has(department) || !Uuid.safeParse(id).success) return this.unknown(request, response);
    const reader = readerOf(request);
    const seconds = await this.limits.waitFor('papers', request.ip ?? '');
    if (seconds > 0) return sendPublicPage(response, tooManyPage(reader, seconds), 429);
    const answered = await this.departments.pdf(department, id, reader.language, originOf(request, this.config.publicUrl));
    if (answered.kind === 'down') return sendPublicPage(response, departmentDownPage(reader, department), 503);
    if (answered.kind === 'refused') return sendPublicPage(response, refusedPage(reader, answered.refusal), answered.status);
    response
      .type('application/pdf')
      .setHeader('Cache-Control', 'no-store')
      .setHeader('Content-Disposition', `inline; filename="notice-${id.slice(0, 8)}.pdf"`)
      .send(answered.body);
  }

  /** What the square on a payment certificate opens. */
  @Get('finance/certificates/:code')
  async certificate(@Param('code') code: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (!this.departments.has('finance') || !CertificateCode.safeParse(code).success) return this.unknown(request, response);
    const reader = readerOf(request);
    const answered = await this.departments.certificate('finance', code, reader.language);
    if (answered.kind === 'down') return sendPublicPage(response, departmentDownPage(reader, 'finance'), 503);
    if (answered.kind === 'refused') return sendPublicPage(response, refusedPage(reader, answered.refusal), answered.status);
    sendPublicPage(response, certificatePage(reader, answered.body));
  }

  private unknown(request: Request, response: Response): void {
    sendPublicPage(response, unknownPage(readerOf(request)), 404);
  }
}

/** Everything else below `/public`; listed last. */
@ApiExcludeController()
@Controller('public')
@Public('an address that does not exist')
export class UnknownPublicPageController {
  @Get('{*path}')
  unknown(@Req() request: Request, @Res() response: Response): void {
    sendPublicPage(response, unknownPage(readerOf(request)), 404);
  }
}
