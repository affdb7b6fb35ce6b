import { FIELD_KINDS, type FieldKind, type FieldValue } from './field-kinds.js';

const MAKING = Symbol('made by a constructor of notice-field.ts');

/**
 * A value that may stand on a notice. Only the constructors in `notice-field.ts` make one: the private member keeps an object that merely
 * looks alike from being accepted by the compiler, and `isPublishable` asks for it at run time.
 */
export class Publishable<K extends FieldKind = FieldKind> {
  readonly #made = true;

  constructor(
    making: symbol,
    readonly kind: K,
    readonly value: FieldValue<K>,
  ) {
    if (making !== MAKING) throw new TypeError('a publishable value is made by the constructors of notice-field.ts');
    Object.freeze(this);
  }

  static has(value: unknown): value is Publishable {
    return typeof value === 'object' && value !== null && #made in value && value.#made;
  }
}

export const isPublishable = (value: unknown): value is Publishable => Publishable.has(value);

/** For `notice-field.ts` only; not part of the library's door. @throws z.ZodError */
export function publishable<K extends FieldKind>(kind: K, value: unknown): Publishable<K> {
  return new Publishable(MAKING, kind, FIELD_KINDS[kind].parse(value) as FieldValue<K>);
}
