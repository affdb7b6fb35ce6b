import type { INestApplication } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { RequestMethod } from '@nestjs/common';
import { HttpAdapterHost, MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { ACCESS, type Access } from './require-permission.decorator.js';

/** One route as the running router has it. */
export interface Route {
  method: string;
  /** Path with the global prefix, parameters as `:id`. */
  path: string;
  /** `HouseholdController.read`; undefined when no controller is behind it. */
  handler?: string;
  /** What it asks of its caller; undefined: a naked route. */
  access?: Access;
}

interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> };
}

interface Stated {
  method: string;
  path: string;
  handler: string;
  access?: Access;
}

/** Every route the application answers, read from its running Express router, with the access its controller states. */
export function routesOf(app: Pick<INestApplication, 'get'>): Route[] {
  return routesOfRouter(app.get(HttpAdapterHost), app.get(ModulesContainer, { strict: false }), app.get(Reflector));
}

export function routesOfRouter(host: HttpAdapterHost, modules: ModulesContainer, reflector: Reflector): Route[] {
  const stated = statedRoutes(modules, reflector);
  const { router } = host.httpAdapter.getInstance<{ router: { stack: Layer[] } }>();
  const registered = router.stack.flatMap(({ route }) => (route ? methodsAndPaths(route) : []));
  return registered.map(({ method, path }) => {
    const behind = stated
      .filter((one) => one.method === method && (path === one.path || path.endsWith(one.path)))
      .sort((a, b) => b.path.length - a.path.length)[0];
    return { method, path, ...(behind && { handler: behind.handler, ...(behind.access && { access: behind.access }) }) };
  });
}

function methodsAndPaths(route: NonNullable<Layer['route']>): { method: string; path: string }[] {
  const paths = Array.isArray(route.path) ? route.path : [route.path];
  const methods = Object.keys(route.methods).filter((method) => route.methods[method] && method !== '_all');
  const all = route.methods['_all'] ? ['ALL'] : methods.map((method) => method.toUpperCase());
  return paths.flatMap((path) => all.map((method) => ({ method, path: normal(path) })));
}

/** What the controllers say, without the global prefix: the router knows that. */
function statedRoutes(modules: ModulesContainer, reflector: Reflector): Stated[] {
  const scanner = new MetadataScanner();
  const controllers = [...modules.values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype, name }) => {
    if (typeof metatype !== 'function') return [];
    const prototype = metatype.prototype as Record<string, () => unknown>;
    return scanner.getAllMethodNames(prototype).flatMap((key) => {
      const handler = prototype[key];
      const method = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
      if (handler === undefined || method === undefined) return [];
      const access = reflector.getAllAndOverride<Access | undefined>(ACCESS, [handler, metatype]);
      return pathsOf(metatype).flatMap((base) =>
        pathsOf(handler).map((path) => ({
          method: RequestMethod[method],
          path: normal(`${base}/${path}`),
          handler: `${name}.${key}`,
          ...(access && { access }),
        })),
      );
    });
  });
}

const pathsOf = (target: object): string[] => [(Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined) ?? ''].flat();

const normal = (path: string): string => `/${path.split('/').filter(Boolean).join('/')}`;
