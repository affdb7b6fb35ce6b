import { Controller, Get, Header, Headers, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Caller, Public, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { NoticePrinting } from './notice-printing.js';

export const PrintQuery = z.strictObject({ lang: z.enum(['zh', 'en']).default('zh').describe('language of the paper') });
export type PrintQuery = z.infer<typeof PrintQuery>;

// made anew each time: the framework writes the length of the first file into the options it is given
export const paperFile = (pdf: Buffer): StreamableFile =>
  new StreamableFile(pdf, { type: 'application/pdf', disposition: 'inline; filename="notice.pdf"' });

/** Set by the gateway, whatever the caller sent: the address people use. A service in a place of its own has it from its environment. */
export const ORIGIN = 'x-jingzhun-origin';

@ApiTags('notices')
@Controller()
export class NoticePrintingController {
  constructor(@Inject(NoticePrinting) private readonly printing: NoticePrinting) {}

  @Get('notices/:id/pdf')
  @RequirePermission('notice.read')
  @ApiProduces('application/pdf')
  @ApiResponse({ status: 200, description: 'the paper for the board', content: { 'application/pdf': {} } })
  async forOffice(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Query({ schema: PrintQuery }) { lang }: PrintQuery,
    @Headers(ORIGIN) origin?: string,
  ): Promise<StreamableFile> {
    return paperFile(await this.printing.forOffice(principal, id, { language: lang, origin: addressOf(origin) }));
  }

  @Get('public/notices/:id/pdf')
  @Public('the paper says what the page says')
  @Header('Cache-Control', 'no-store')
  @ApiProduces('application/pdf')
  @ApiResponse({ status: 200, description: 'the paper; 410 after its last day', content: { 'application/pdf': {} } })
  async forEverybody(
    @Param('id', { schema: Uuid }) id: Uuid,
    @Query({ schema: PrintQuery }) { lang }: PrintQuery,
    @Headers(ORIGIN) origin?: string,
  ): Promise<StreamableFile> {
    return paperFile(await this.printing.forEverybody(id, { language: lang, origin: addressOf(origin) }));
  }
}

export const addressOf = (origin: string | undefined): string => {
  const given = process.env['JINGZHUN_PUBLIC_URL'] || origin;
  return given && URL.canParse(given) ? new URL(given).origin : 'http://127.0.0.1:8080';
};
