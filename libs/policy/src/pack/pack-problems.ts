import { isValidOn, type Division } from '@jingzhun/domain/division';
import { countyOf } from '@jingzhun/domain/division-code';
import { POLICY_KEYS, type PolicyKey } from '../parameters/policy-keys.js';
import type { PolicyPack } from './policy-pack.js';

/** At most so many of a kind: a wrong column is wrong in every row. */
const SHOWN = 10;

/** What a schema cannot see: whoever puts a county together by hand makes such mistakes. Empty when all is well. */
export function packProblems(pack: Pick<PolicyPack, 'county' | 'divisions' | 'parameters'>): string[] {
  return [...divisionProblems(pack.county.code, pack.divisions), ...missingParameters(pack.parameters)];
}

function divisionProblems(county: string, divisions: readonly Division[]): string[] {
  const byCode = new Map<Division['code'], Division[]>();
  for (const division of divisions) byCode.set(division.code, [...(byCode.get(division.code) ?? []), division]);
  const outside = divisions.filter(({ code }) => countyOf(code) !== county);
  const orphans = divisions.filter(({ parentCode, validFrom }) => {
    const parents = parentCode === null ? undefined : (byCode.get(parentCode) ?? []);
    return parents && !parents.some((parent) => isValidOn(parent, validFrom));
  });
  const twice = [...byCode.values()].flatMap((same) =>
    same.filter((one, i) => same.some((other, k) => k !== i && isValidOn(other, one.validFrom))),
  );
  const named = ({ code, name }: Division): string => `${code} ${name}`;
  return [
    ...(byCode.has(`${county}000000` as Division['code'])
      ? []
      : [`缺少县级区划 ${county}000000。The county itself, ${county}000000, is missing.`]),
    ...told(outside.map(named), `不属于本县 ${county}。Outside the county ${county}`),
    ...told(orphans.map(named), '在其生效之日没有上级区划。No valid division above them on their first day'),
    ...told(twice.map(named), '同一天有两条记录。Two rows on one day'),
  ];
}

function missingParameters(parameters: PolicyPack['parameters']): string[] {
  const lasting = new Set(parameters.filter(({ effectiveTo }) => effectiveTo === null).map(({ key }) => key));
  const missing = (Object.keys(POLICY_KEYS) as PolicyKey[]).filter((key) => !lasting.has(key));
  return told(
    missing,
    '缺少长期有效的政策参数（或在 county.json 中写明 "extends": "ruijin"）。No lasting value for these parameters (or say "extends": "ruijin" in county.json)',
  );
}

const told = (items: readonly string[], what: string): string[] =>
  items.length === 0 ? [] : [`${what}: ${items.slice(0, SHOWN).join(', ')}${items.length > SHOWN ? ` … (${items.length})` : ''}`];
