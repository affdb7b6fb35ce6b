import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { PhotoArrivals, PhotosArrivedRequest } from './photo.dto.js';
import { SurveyPhotos } from './survey-photos.js';

@ApiTags('survey-photos')
@Controller('survey-photos')
export class PhotoController {
  constructor(@Inject(SurveyPhotos) private readonly photos: SurveyPhotos) {}

  @Post('arrived')
  @HttpCode(200)
  @RequirePermission('survey.write')
  @ApiResponse({ status: 200, standardSchema: PhotoArrivals, description: 'which of them are with their household now' })
  async arrived(
    @Caller() principal: Principal,
    @Body({ schema: PhotosArrivedRequest }) { ids }: PhotosArrivedRequest,
  ): Promise<PhotoArrivals> {
    return { items: await this.photos.arrived(principal, ids) };
  }
}
