import { createHash } from 'node:crypto';

/** What of a household two departments must agree on. Everything a copy keeps except texts that only decorate. */
export interface DigestedHousehold {
  id: string;
  version: number;
  villageCode: string;
  status: string;
  category: string;
  mainCause: string | null;
  headName: string;
  memberCount: number;
  members: readonly { personId: string; relation: string }[];
}

/**
 * The text both sides hash: one line of fields separated by tabs, then one line a member sorted by person id;
 * a missing value is empty; lines end with LF. The owner writes the same text by a query of its own; the golden case is in the spec.
 *
 * ```
 * <id>\t<version>\t<village code>\t<status>\t<category>\t<main cause>\t<head's name>\t<member count>\n
 * <person id>\t<relation>\n  …
 * ```
 */
export function canonicalHousehold(household: DigestedHousehold): string {
  const { id, version, villageCode, status, category, mainCause, headName, memberCount, members } = household;
  const lines = [...members]
    .sort((a, b) => (a.personId < b.personId ? -1 : 1))
    .map(({ personId, relation }) => `${personId}\t${relation}\n`);
  return `${[id, version, villageCode, status, category, mainCause ?? '', headName, memberCount].join('\t')}\n${lines.join('')}`;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** SHA-256 of the canonical text, hex. */
export const householdDigest = (household: DigestedHousehold): string => sha256(canonicalHousehold(household));

/** Digest of an area: SHA-256 over the households' digests in order of household id, one a line. An empty area has the digest of ''. */
export const areaDigest = (digestsById: ReadonlyMap<string, string>): string =>
  sha256(
    [...digestsById]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, digest]) => `${digest}\n`)
      .join(''),
  );
