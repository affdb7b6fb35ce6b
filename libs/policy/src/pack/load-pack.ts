import { readFileSync } from 'node:fs';
import type { Division } from '@jingzhun/domain/division';
import { codeOf, countyOf, level, townshipOf, type DivisionCode } from '@jingzhun/domain/division-code';
import { CountyFile, DivisionsFile, ParametersFile, PolicyPack, SourcesFile } from './policy-pack.js';

/** Reads a county pack shipped with this package (`packs/<name>`). Throws when a file is missing or wrong: a service must not start on it. */
export function loadPack(name = 'ruijin'): PolicyPack {
  const county = CountyFile.parse(readJson(name, 'county'));
  const parameters = ParametersFile.parse(readJson(name, 'parameters'));
  return PolicyPack.parse({
    ...county,
    divisions: divisionsOf(DivisionsFile.parse(readJson(name, 'divisions'))),
    sourcesZh: SourcesFile.parse(readJson(name, 'sources')),
    parameters: parameters.map((row) => ({ ...row, regionCode: row.regionCode ?? county.county.code })),
  });
}

function readJson(pack: string, file: string): unknown {
  // packs lie beside src and dist, so that the path is the same from both
  return JSON.parse(readFileSync(new URL(`../../packs/${pack}/${file}.json`, import.meta.url), 'utf8'));
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
