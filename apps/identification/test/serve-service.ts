import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { configureService } from '@jingzhun/service-shell';
import { AppModule } from '../src/app.module.js';

// a second process of the service that answers over HTTP, to be ended from outside in the middle of a request
const app = await NestFactory.create<NestExpressApplication>(AppModule, { bodyParser: false, logger: ['error'] });
configureService(app, 'identification');
await app.listen(0, '127.0.0.1');
process.stdout.write(`listening ${await app.getUrl()}\n`);
