import { Module } from '@nestjs/common';
import { SealedCursors } from './sealed-cursors.js';

@Module({ providers: [SealedCursors], exports: [SealedCursors] })
export class PagingModule {}
