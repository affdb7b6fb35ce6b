import { Module } from '@nestjs/common';
import { DepartmentClient } from './department-client.js';
import { FormToken } from './form-token.js';
import { NoticeBoard } from './notice-board.js';
import { PublicLimits } from './public-limits.js';
import { PublicObjectionController } from './public-objection.controller.js';
import { PublicSiteController, UnknownPublicPageController } from './public-site.controller.js';

@Module({
  controllers: [PublicObjectionController, PublicSiteController, UnknownPublicPageController],
  providers: [DepartmentClient, NoticeBoard, FormToken, PublicLimits],
  exports: [PublicLimits],
})
export class PublicSiteModule {}
