import { Module } from '@nestjs/common';
import { KeepOfficers } from './keep-officers.consumer.js';

@Module({ providers: [KeepOfficers] })
export class OfficerDirectoryModule {}
