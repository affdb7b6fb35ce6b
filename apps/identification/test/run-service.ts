import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../src/app.module.js';

// a second process of the service on the environment of the test, to be ended from outside
await NestFactory.createApplicationContext(AppModule, { logger: ['error'] });
