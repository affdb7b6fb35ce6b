import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { readFileSync } from 'node:fs';
import { timingSafeEqual } from 'node:crypto';
import type { Registry } from 'prom-client';
import { Public } from '@jingzhun/auth';
import { shellConfig } from '../config.js';
import { routeNotFound } from '../http/refusals.js';
import { DEPARTMENT, METRICS_REGISTRY } from '../tokens.js';
import type { Department } from '@jingzhun/persistence';
import { HealthRegistry } from './health.registry.js';

/** For restarts, containers and monitoring; reachable from the loopback network or with the metrics token. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    @Inject(DEPARTMENT) private readonly department: Department,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(METRICS_REGISTRY) private readonly registry: Registry,
  ) {}

  @Get('livez')
  @Public('says only that this process answers')
  live(): { state: 'up' } {
    return { state: 'up' };
  }

  @Get('healthz')
  @Public('state of this service, its database and its broker; no personal data')
  async ready(@Res({ passthrough: true }) response: Response): Promise<unknown> {
    const report = await this.health.report();
    response.status(report.state === 'down' ? 503 : 200);
    return { department: this.department, ...report };
  }

  @Get('metrics')
  @Public('loopback or bearer token, checked below')
  @Header('Content-Type', 'text/plain; version=0.0.4')
  async metrics(@Req() request: Request): Promise<string> {
    if (!isLoopback(request) && !this.hasToken(request)) throw routeNotFound();
    return this.registry.metrics();
  }

  private hasToken(request: Request): boolean {
    const { metricsTokenFile } = shellConfig(this.department);
    if (!metricsTokenFile) return false;
    const expected = Buffer.from(`Bearer ${readFileSync(metricsTokenFile, 'utf8').trim()}`);
    const given = Buffer.from(request.header('authorization') ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}

const isLoopback = (request: Request): boolean => /^(::1|(::ffff:)?127\.)/.test(request.socket.remoteAddress ?? '');
