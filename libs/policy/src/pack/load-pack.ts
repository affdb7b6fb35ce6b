import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Division } from '@jingzhun/domain/division';
import { codeOf, countyOf, level, townshipOf, type DivisionCode } from '@jingzhun/domain/division-code';
import { z } from 'zod';
import { packProblems } from './pack-problems.js';
import { CountyFile, DivisionsFile, ParametersFile, PolicyPack, SourcesFile } from './policy-pack.js';

// packs lie beside src and dist, so that the path is the same from both
const SHIPPED = fileURLToPath(new URL('../../packs', import.meta.url));
const NAME = /^[a-z0-9-]+$/;

/** The files of a pack, or the parts of the one file it is. */
const PARTS = ['county', 'divisions', 'parameters', 'sources'] as const;
type Part = (typeof PARTS)[number];
type Parts = Partial<Record<Part, unknown>>;

/** A service must not start on such a pack; the message names each fault and what to do. */
export class PackRefused extends Error {
  constructor(where: string, problems: readonly string[]) {
    super(
      `县域资料包 ${where} 有误，服务不能启动。The county pack ${where} is wrong, the service does not start:\n- ${problems.join('\n- ')}`,
    );
    this.name = 'PackRefused';
  }
}

/**
 * Reads what a county brings along.
 *
 * @param pack name of one shipped with this package (`ruijin`), or the path of a folder with the files of one, or of one JSON file
 *   that holds `county`, `divisions` and, as far as they differ from a shipped pack it extends, `parameters` and `sources`
 * @throws PackRefused
 */
export function loadPack(pack = 'ruijin'): PolicyPack {
  const where = pack === '' ? 'ruijin' : pack;
  const parts = NAME.test(where) ? readFolder(join(SHIPPED, where)) : readAt(resolve(where));
  const read = <T>(part: Part, schema: z.ZodType<T>): T => {
    const result = schema.safeParse(parts[part]);
    if (!result.success) throw new PackRefused(where, [`${part}: ${z.prettifyError(result.error)}`]);
    return result.data;
  };
  const { extends: base, ...county } = read('county', CountyFile);
  const own = {
    parameters: parts.parameters === undefined && base ? [] : read('parameters', ParametersFile),
    sourcesZh: parts.sources === undefined && base ? {} : read('sources', SourcesFile),
  };
  const inherited = base ? loadPack(base) : undefined;
  const keys = new Set(own.parameters.map(({ key }) => key));
  const result = PolicyPack.safeParse({
    ...county,
    divisions: divisionsOf(read('divisions', DivisionsFile)),
    sourcesZh: { ...inherited?.sourcesZh, ...own.sourcesZh },
    parameters: [
      // a key that the county states itself is wholly its own
      ...(inherited?.parameters ?? []).filter(({ key }) => !keys.has(key)).map((row) => ({ ...row, regionCode: county.county.code })),
      ...own.parameters.map((row) => ({ ...row, regionCode: row.regionCode ?? county.county.code })),
    ],
  });
  if (!result.success) throw new PackRefused(where, [z.prettifyError(result.error)]);
  const problems = packProblems(result.data);
  if (problems.length > 0) throw new PackRefused(where, problems);
  return result.data;
}

function readAt(path: string): Parts {
  if (!existsSync(path))
    throw new PackRefused(path, [
      '没有这个文件或文件夹，请检查 JINGZHUN_COUNTY_PACK。There is no such file or folder: check JINGZHUN_COUNTY_PACK.',
    ]);
  return statSync(path).isDirectory() ? readFolder(path) : (readJson(path) as Parts);
}

const readFolder = (folder: string): Parts =>
  Object.fromEntries(
    PARTS.map((part) => [part, join(folder, `${part}.json`)] as const)
      .filter(([, file]) => existsSync(file))
      .map(([part, file]) => [part, readJson(file)]),
  );

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new PackRefused(file, [error instanceof Error ? error.message : 'unreadable']);
  }
}

function divisionsOf(file: DivisionsFile): Division[] {
  return file.rows.map((row) => ({
    code: row.code,
    name: row.name,
    level: level(row.code),
    kind: row.kind,
    parentCode: parentOf(row.code),
    validFrom: row.validFrom ?? file.validFrom,
    validTo: row.validTo ?? null,
    successorCode: row.successorCode ?? null,
    source: row.source ?? file.source,
  }));
}

function parentOf(code: DivisionCode): DivisionCode | null {
  switch (level(code)) {
    case 'county':
      return null;
    case 'township':
      return codeOf(countyOf(code));
    case 'village':
      return codeOf(townshipOf(code)!);
  }
}
