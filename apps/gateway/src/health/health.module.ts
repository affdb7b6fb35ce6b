import { Module } from '@nestjs/common';
import { DepartmentsHealth } from './departments-health.js';

@Module({ providers: [DepartmentsHealth] })
export class HealthModule {}
