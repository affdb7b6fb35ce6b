import { Module } from '@nestjs/common';
import { SetUpController } from './set-up.controller.js';
import { SetUpLink } from './set-up-link.js';
import { SetUpService } from './set-up.service.js';

@Module({ controllers: [SetUpController], providers: [SetUpLink, SetUpService] })
export class SetUpModule {}
