import { pipeline } from 'node:stream/promises';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { languageOf } from '@jingzhun/service-shell';
import { AttachmentReading } from './attachment-reading.js';
import { AttachmentResponse, RetractRequest } from './attachment.dto.js';

@ApiTags('attachments')
@Controller('attachments')
export class AttachmentController {
  constructor(@Inject(AttachmentReading) private readonly attachments: AttachmentReading) {}

  @Get(':id')
  @RequirePermission('attachment.read')
  @ApiResponse({ status: 200, standardSchema: AttachmentResponse, description: 'an attachment, or how far its upload is' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid, @Req() request: Request): Promise<AttachmentResponse> {
    return this.attachments.get(principal, id, languageOf(request.header('accept-language')));
  }

  @Get(':id/content')
  @RequirePermission('attachment.read')
  @ApiResponse({ status: 200, description: 'the content, as a download', content: { 'application/octet-stream': {} } })
  async download(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid, @Res() response: Response): Promise<void> {
    const { content, contentType, bytes, fileName, plainName } = await this.attachments.download(principal, id);
    response.set({
      'Content-Type': contentType,
      'Content-Length': String(bytes),
      'Content-Disposition': `attachment; filename="${plainName}"; filename*=UTF-8''${encoded(fileName)}`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    });
    // whoever left, or an altered part further on, ends it: what is not authentic is never sent
    await pipeline(content, response).catch(() => response.destroy());
  }

  @Post(':id/retract')
  @HttpCode(200)
  @RequirePermission('attachment.write')
  @ApiResponse({ status: 200, standardSchema: AttachmentResponse, description: 'retracted: to be seen, no longer to be read or relied on' })
  async retract(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: RetractRequest }) { reason }: RetractRequest,
    @Req() request: Request,
  ): Promise<AttachmentResponse> {
    await this.attachments.retract(principal, id, reason);
    return this.attachments.get(principal, id, languageOf(request.header('accept-language')));
  }
}

/** RFC 8187. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
