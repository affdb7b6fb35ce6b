import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost, ModulesContainer, Reflector } from '@nestjs/core';
import { NakedRoutes } from './auth.errors.js';
import { routesOfRouter } from './routes.js';

/** Walks over the finished router before the port opens: a route without a stated permission stops the application. */
@Injectable()
export class NakedRoutesCheck implements OnApplicationBootstrap {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(ModulesContainer) private readonly modules: ModulesContainer,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    if (this.host.httpAdapter?.getType() !== 'express') return;
    const naked = routesOfRouter(this.host, this.modules, this.reflector).filter(({ access }) => !access);
    if (naked.length > 0)
      throw new NakedRoutes(naked.map(({ method, path, handler }) => `${method} ${path} ${handler ?? '(no controller)'}`));
  }
}
