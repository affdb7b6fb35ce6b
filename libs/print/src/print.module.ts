import { Global, Module } from '@nestjs/common';
import { Printer } from './printer.js';

@Global()
@Module({ providers: [Printer], exports: [Printer] })
export class PrintModule {}
