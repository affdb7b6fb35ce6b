import { Module } from '@nestjs/common';
import { RegisterDigestController } from './register-digest.controller.js';
import { RegisterDigestQueries } from './register-digest.queries.js';

@Module({ controllers: [RegisterDigestController], providers: [RegisterDigestQueries] })
export class RegisterDigestModule {}
