import { Module } from '@nestjs/common';
import { KeyRotationController } from './key-rotation.controller.js';
import { RotateKeysJob } from './rotate-keys.job.js';

@Module({ controllers: [KeyRotationController], providers: [RotateKeysJob] })
export class KeyRotationModule {}
