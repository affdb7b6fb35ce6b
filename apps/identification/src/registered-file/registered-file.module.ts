import { Module } from '@nestjs/common';
import { PrintModule } from '@jingzhun/print';
import { ContentModule } from '../application/content/content.module.js';
import { NumbersModule } from '../household/numbers.module.js';
import { DivisionNames } from '../notice/division-names.js';
import { FormPrinting } from './forms.service.js';
import { HandbookService } from './handbooks.service.js';
import { RegisteredFileController } from './registered-file.controller.js';

@Module({
  imports: [ContentModule, NumbersModule, PrintModule],
  controllers: [RegisteredFileController],
  providers: [FormPrinting, HandbookService, DivisionNames],
})
export class RegisteredFileModule {}
