import { Controller, Delete, Head, Inject, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { NotACommand } from '@jingzhun/service-shell';
import { Uploads } from './uploads.js';

/**
 * tus 1.0 (https://tus.io/protocols/resumable-upload): every request says where it stands, so that repeating one changes nothing;
 * no `Idempotency-Key` is needed. The id in `Upload-Metadata` becomes the attachment's.
 */
@ApiTags('attachments')
@ApiHeader({ name: 'Tus-Resumable', required: true, schema: { type: 'string', enum: ['1.0.0'] } })
@Controller('uploads')
@RequirePermission('attachment.write')
export class UploadController {
  constructor(@Inject(Uploads) private readonly uploads: Uploads) {}

  @Post()
  @NotACommand()
  @ApiHeader({ name: 'Upload-Length', required: true, schema: { type: 'integer' }, description: 'bytes of the whole file' })
  @ApiHeader({
    name: 'Upload-Metadata',
    required: true,
    schema: { type: 'string' },
    description:
      'pairs of key and base64 value: id (UUID made by the client), filename; optional place (12 digits), audience (area, aboveVillage, confirmers), sha256',
  })
  @ApiResponse({ status: 201, description: 'begun, or begun before with the same id: Location says where to send it' })
  begin(@Caller() principal: Principal, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.uploads.handle(principal, request, response);
  }

  @Head(':id')
  @ApiResponse({ status: 200, description: 'Upload-Offset: bytes that have arrived' })
  position(@Caller() principal: Principal, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.uploads.handle(principal, request, response);
  }

  @Patch(':id')
  @NotACommand()
  @ApiHeader({ name: 'Upload-Offset', required: true, schema: { type: 'integer' } })
  @ApiResponse({ status: 204, description: 'arrived; after the last piece also looked at, cleaned and stored as an attachment' })
  append(@Caller() principal: Principal, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.uploads.handle(principal, request, response);
  }

  @Delete(':id')
  @NotACommand()
  @ApiResponse({ status: 204, description: 'given up' })
  giveUp(@Caller() principal: Principal, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.uploads.handle(principal, request, response);
  }
}
