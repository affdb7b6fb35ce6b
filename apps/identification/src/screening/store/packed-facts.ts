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
  /** Always null; a release before wrote the name here. */
  name: string | null,
  row: number | null,
  mark: string,
];

/** Names are sealed beside it, never in it: they are forgotten before it is. */
export const packFacts = (facts: readonly Fact[]): PackedFact[] =>
  facts.map((fact) => [
    FACT_KINDS.indexOf(fact.kind),
    fact.class,
    fact.place,
    fact.from,
    fact.to,
    fact.person?.ref ?? null,
    null,
    fact.row,
    fact.mark,
  ]);

/** A name that is forgotten is empty. */
export const unpackFacts = (packed: readonly PackedFact[], names: NamesByRef): Fact[] =>
  packed.map(([kind, code, place, from, to, ref, , row, mark]) => ({
    kind: kindAt(kind),
    class: code,
    place,
    from: from as PlainDate | null,
    to: to as PlainDate | null,
    person: ref === null ? null : { ref, name: names[ref] ?? '' },
    row,
    mark,
  }));

/** A release before left names in what it sealed. */
export const namesInside = (packed: readonly PackedFact[]): NamesByRef =>
  Object.fromEntries(packed.flatMap(([, , , , , ref, name]) => (ref !== null && name ? [[ref, name]] : [])));

export const withoutNames = (packed: readonly PackedFact[]): PackedFact[] => packed.map((fact) => fact.toSpliced(6, 1, null) as PackedFact);

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
