import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { ReceiptResponse } from '../objections/objection.dto.js';
import {
  ListPublicNoticesQuery,
  ObjectionStatus,
  ObjectionStatusRequest,
  PublicNotice,
  PublicNoticeList,
  SubmitObjectionRequest,
} from './public.dto.js';
import { PublicNotices } from './public-notices.js';
import { StatusLimit } from './public-limits.js';

const EVERYBODY = 'notices are for everybody; what may stand on one is limited by type';

@ApiTags('public notices')
@Controller('public')
export class PublicNoticeController {
  constructor(@Inject(PublicNotices) private readonly notices: PublicNotices) {}

  @Get('notices')
  @Public(EVERYBODY)
  @Header('Cache-Control', 'public, max-age=30')
  @ApiResponse({ status: 200, standardSchema: PublicNoticeList, description: 'what hangs today' })
  list(@Query({ schema: ListPublicNoticesQuery }) query: ListPublicNoticesQuery): Promise<PublicNoticeList> {
    return this.notices.list(query);
  }

  @Get('notices/:id')
  @Public(EVERYBODY)
  @Header('Cache-Control', 'no-store')
  @ApiResponse({ status: 200, standardSchema: PublicNotice, description: 'one notice; 410 after its last day' })
  read(@Param('id', { schema: Uuid }) id: Uuid): Promise<PublicNotice> {
    return this.notices.get(id);
  }

  @Post('notices/:id/objections')
  @Public('anybody may object, also without a name')
  @Header('Cache-Control', 'no-store')
  @ApiResponse({ status: 201, standardSchema: ReceiptResponse, description: 'received; the secret is shown once' })
  object(
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: SubmitObjectionRequest }) request: SubmitObjectionRequest,
  ): Promise<ReceiptResponse> {
    return this.notices.object(id, request);
  }

  @Post('objections/status')
  @HttpCode(200)
  @Public('who has the receipt and its code may read the answer')
  @UseGuards(StatusLimit)
  @Header('Cache-Control', 'no-store')
  @ApiResponse({ status: 200, standardSchema: ObjectionStatus, description: 'where the objection stands' })
  status(@Body({ schema: ObjectionStatusRequest }) request: ObjectionStatusRequest): Promise<ObjectionStatus> {
    return this.notices.status(request);
  }
}
