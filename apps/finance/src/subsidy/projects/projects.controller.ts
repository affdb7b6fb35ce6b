import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { NotACommand } from '@jingzhun/service-shell';
import { ApplyForProjectsRequest, PreviewProjectsRequest, ProjectsApplied, ProjectsPreview } from './projects.dto.js';
import { ProjectsTogether } from './projects-together.js';

@ApiTags('reward subsidies')
@Controller('subsidy-projects')
export class ProjectsController {
  constructor(@Inject(ProjectsTogether) private readonly projects: ProjectsTogether) {}

  @Post('preview')
  @HttpCode(200)
  @NotACommand()
  @RequirePermission('subsidy.write')
  @ApiResponse({
    status: 200,
    standardSchema: ProjectsPreview,
    description:
      'accepted projects that wait: what would be applied for, what a round would make of it, and what speaks against which; nothing is written',
  })
  preview(
    @Caller() principal: Principal,
    @Body({ schema: PreviewProjectsRequest }) request: PreviewProjectsRequest,
  ): Promise<ProjectsPreview> {
    return this.projects.preview(principal, request);
  }

  @Post('applications')
  @RequirePermission('subsidy.write')
  @ApiResponse({
    status: 201,
    standardSchema: ProjectsApplied,
    description: 'applied for, all or none; each waits for the village check by another person',
  })
  apply(
    @Caller() principal: Principal,
    @Body({ schema: ApplyForProjectsRequest }) request: ApplyForProjectsRequest,
  ): Promise<ProjectsApplied> {
    return this.projects.apply(principal, request);
  }
}
