import { Module } from '@nestjs/common';
import { NumbersModule } from '../household/numbers.module.js';
import { ExportController } from './export.controller.js';
import { ExportService } from './export.service.js';

@Module({ imports: [NumbersModule], controllers: [ExportController], providers: [ExportService] })
export class ExportModule {}
