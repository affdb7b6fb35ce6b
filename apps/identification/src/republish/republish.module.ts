import { Module } from '@nestjs/common';
import { RepublishController } from './republish.controller.js';
import { RepublishJob } from './republish.job.js';

@Module({ controllers: [RepublishController], providers: [RepublishJob] })
export class RepublishModule {}
