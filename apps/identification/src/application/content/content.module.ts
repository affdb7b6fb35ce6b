import { Module } from '@nestjs/common';
import { SealedContent } from './sealed-content.js';

/** What a household says of itself, sealed: for the cases, and for imports that make drafts. */
@Module({ providers: [SealedContent], exports: [SealedContent] })
export class ContentModule {}
