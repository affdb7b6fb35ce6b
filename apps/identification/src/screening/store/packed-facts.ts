import { createHash } from 'node:crypto';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { FACT_KINDS, type Fact } from '../rules/fact.js';
import type { NamesByRef } from './sealed-names.js';

/** A fact as a judgement keeps it: a list, because thousands of them are written at once. */
export type PackedFact = [
  kind: number,
  code: string,
  place: string | null,
  from: string | null,
  to: string | null,
  ref: string | null,
  name: string | null,
  row: number | null,
  mark: string,
];

/** Names stand in it only where the whole lies sealed; else they are sealed beside it. */
export const packFacts = (facts: readonly Fact[], names: 'with-names' | 'without-names'): PackedFact[] =>
  facts.map((fact) => [
    FACT_KINDS.indexOf(fact.kind),
    fact.class,
    fact.place,
    fact.from,
    fact.to,
    fact.person?.ref ?? null,
    names === 'with-names' ? (fact.person?.name ?? null) : null,
    fact.row,
    fact.mark,
  ]);

/** A name that is forgotten is empty. */
export const unpackFacts = (packed: readonly PackedFact[], names: NamesByRef = {}): Fact[] =>
  packed.map(([kind, code, place, from, to, ref, name, row, mark]) => ({
    kind: kindAt(kind),
    class: code,
    place,
    from: from as PlainDate | null,
    to: to as PlainDate | null,
    person: ref === null ? null : { ref, name: name ?? names[ref] ?? '' },
    row,
    mark,
  }));

function kindAt(at: number): Fact['kind'] {
  const kind = FACT_KINDS[at];
  if (!kind) throw new Error(`no kind of fact ${at}`);
  return kind;
}

/** The same for the same entry in the next extract; made of a keyed index, so that nobody can guess whom it is about. */
export const markOf = (idIndex: Buffer | string, parts: readonly (string | null)[]): string =>
  createHash('sha256')
    .update(typeof idIndex === 'string' ? idIndex : idIndex.toString('hex'))
    .update(JSON.stringify(parts))
    .digest('base64url')
    .slice(0, 16);
