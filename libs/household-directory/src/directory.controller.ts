import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { sessionOf } from '@jingzhun/persistence';
import { DirectoryDigests } from './digest/directory-digest.js';
import {
  DigestQuery,
  DirectoryDigest,
  DirectoryDivisions,
  DirectoryHits,
  DirectoryHousehold,
  DirectoryPage,
  DirectoryQuery,
  DirectorySearch,
  RebuildProgress,
} from './directory.dto.js';
import { DirectoryQueries } from './lookup/directory.queries.js';
import { DirectoryRebuild } from './rebuild/directory-rebuild.js';

/** The households other departments work with, from this department's own copy. */
@Controller('directory')
export class DirectoryController {
  constructor(
    @Inject(DirectoryQueries) private readonly queries: DirectoryQueries,
    @Inject(DirectoryDigests) private readonly digests: DirectoryDigests,
    @Inject(DirectoryRebuild) private readonly rebuilding: DirectoryRebuild,
  ) {}

  @Get('households')
  @RequirePermission('directory.read')
  @ApiResponse({ status: 200, standardSchema: DirectoryPage })
  list(@Caller() caller: Principal, @Query({ schema: DirectoryQuery }) query: DirectoryQuery): Promise<DirectoryPage> {
    return this.queries.list(sessionOf(caller), query);
  }

  @Post('households/search')
  @HttpCode(200)
  @RequirePermission('directory.search')
  @ApiResponse({ status: 200, standardSchema: DirectoryHits })
  async search(@Caller() caller: Principal, @Body({ schema: DirectorySearch }) terms: DirectorySearch): Promise<DirectoryHits> {
    return { items: await this.queries.search(sessionOf(caller), terms), nextCursor: null };
  }

  @Get('households/:id')
  @RequirePermission('directory.read')
  @ApiResponse({ status: 200, standardSchema: DirectoryHousehold })
  read(@Caller() caller: Principal, @Param('id', { schema: z.uuid() }) id: string): Promise<DirectoryHousehold> {
    return this.queries.get(sessionOf(caller), id);
  }

  // public knowledge: also for who reads no household, as a clerk of a bank
  @Get('divisions')
  @RequirePermission('division.read')
  @ApiResponse({ status: 200, standardSchema: DirectoryDivisions })
  async divisions(@Caller() caller: Principal): Promise<DirectoryDivisions> {
    return { items: await this.queries.divisions(sessionOf(caller)) };
  }

  // counts and a digest, no household: whoever rebuilds the copy sees whether it is whole
  @Get('digest')
  @RequirePermission('digest.read')
  @ApiResponse({ status: 200, standardSchema: DirectoryDigest })
  digest(@Caller() caller: Principal, @Query({ schema: DigestQuery }) { area }: DigestQuery): Promise<DirectoryDigest> {
    return this.digests.of(sessionOf(caller), area);
  }

  @Post('rebuild')
  @HttpCode(202)
  @RequirePermission('directory.rebuild')
  @ApiResponse({ status: 202, standardSchema: RebuildProgress })
  async rebuild(): Promise<RebuildProgress> {
    await this.rebuilding.start();
    return this.rebuilding.progress();
  }

  @Get('rebuild')
  @RequirePermission('operations.read')
  @ApiResponse({ status: 200, standardSchema: RebuildProgress })
  progress(): Promise<RebuildProgress> {
    return this.rebuilding.progress();
  }
}
