import { Inject, Injectable, NotFoundException, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Request, Response } from 'express';
import { sendRefusal } from '../send-refusal.js';

/** Answers what nothing else answered, with what to do instead of the framework's bare line. Added last, when all routes are there. */
@Injectable()
export class UnknownAddress implements OnApplicationBootstrap {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  onApplicationBootstrap(): void {
    this.host.httpAdapter.use((request: Request, response: Response) => sendRefusal(request, response, new NotFoundException()));
  }
}
