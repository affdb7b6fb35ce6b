import { Module } from '@nestjs/common';
import { KeyRotationController } from './key-rotation.controller.js';
import { IndexKeyCheck } from './index-key.check.js';
import { RotateKeysJob } from './rotate-keys.job.js';

@Module({ controllers: [KeyRotationController], providers: [RotateKeysJob, IndexKeyCheck] })
export class KeyRotationModule {}
