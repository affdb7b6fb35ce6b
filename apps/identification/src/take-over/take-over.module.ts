import { Module } from '@nestjs/common';
import { TakeOverController } from './take-over.controller.js';
import { TakeOverService } from './take-over.service.js';

@Module({ controllers: [TakeOverController], providers: [TakeOverService] })
export class TakeOverModule {}
