import type { PolicyKey } from '@jingzhun/policy';
import type { Department } from '@jingzhun/persistence';
import type { FieldKind } from '../fields/field-kinds.js';
import type { Publishable } from '../fields/publishable.js';

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** One value under a label. */
export interface OneField<K extends FieldKind = FieldKind> extends Words {
  readonly shape: 'one';
  readonly kind: K;
  readonly optional: boolean;
}

/** Rows under headings: households with what was decided about each. */
export interface TableField<Columns extends Record<string, OneField> = Record<string, OneField>> extends Words {
  readonly shape: 'table';
  readonly columns: Columns;
}

export type NoticeField = OneField | TableField;
export type NoticeFields = Readonly<Record<string, NoticeField>>;

export const field = <K extends FieldKind>(kind: K, zh: string, en: string): OneField<K> & { readonly optional: false } => ({
  shape: 'one',
  kind,
  optional: false,
  zh,
  en,
});

export const optionalField = <K extends FieldKind>(kind: K, zh: string, en: string): OneField<K> & { readonly optional: true } => ({
  shape: 'one',
  kind,
  optional: true,
  zh,
  en,
});

export const table = <C extends Record<string, OneField>>(columns: C, zh: string, en: string): TableField<C> => ({
  shape: 'table',
  columns,
  zh,
  en,
});

type ValueOf<F> = F extends OneField<infer K> ? Publishable<K> : never;
type Optional<F> = { [N in keyof F]: F[N] extends { readonly optional: true } ? N : never }[keyof F];
type Row<C> = { readonly [N in Exclude<keyof C, Optional<C>>]: ValueOf<C[N]> } & {
  readonly [N in Optional<C>]?: ValueOf<C[N]> | undefined;
};

/** What a composer hands over: publishable values only, one for each field of the kind. */
export type ContentOf<F extends NoticeFields> = {
  readonly [N in Exclude<keyof F, Optional<F>>]: F[N] extends TableField<infer C> ? readonly Row<C>[] : ValueOf<F[N]>;
} & { readonly [N in Optional<F>]?: ValueOf<F[N]> | undefined };

/** Policy keys that say how long a kind of notice hangs. */
export type NoticeDaysKey = Extract<PolicyKey, `notice.${string}.days`>;
/** Policy keys that say which level investigates an objection to it. */
export type InvestigatorKey = Extract<PolicyKey, `objection.${string}.investigator`>;

export interface NoticeSpecification<F extends NoticeFields> {
  /** Kebab-case; stored with every notice and part of its events. */
  readonly kind: string;
  readonly department: Department;
  /** 公示 asks for objections before a decision, 公告 tells what was decided. */
  readonly title: Words;
  /** Fixed sentences under the title: what was done, who may object and how. No data. */
  readonly paragraphs: readonly Words[];
  readonly fields: F;
  readonly days: NoticeDaysKey;
  readonly investigator: InvestigatorKey;
}

export type NoticeKind<F extends NoticeFields = NoticeFields> = NoticeSpecification<F>;

/** Ties a kind of notice to its fields, its days and who investigates objections to it. */
export function defineNotice<const F extends NoticeFields>(specification: NoticeSpecification<F>): NoticeKind<F> {
  if (!/^[a-z]+(-[a-z]+)*$/.test(specification.kind)) throw new TypeError(`the kind of a notice is kebab-case: ${specification.kind}`);
  return Object.freeze(specification);
}
