import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/** A kind of paper: its template and what it is filled with. */
export interface Paper<Data> {
  /** Kebab-case, for the log. */
  readonly name: string;
  /** Typst source; it gets `data` and the frame by `#import "paper.typ": *`. */
  readonly template: string;
  readonly data: z.ZodType<Data>;
  /** Rows a reader would count; more than the printer's limit are refused. */
  readonly rows: (data: Data) => number;
}

/** @param specification.template address of a `.typ` file that is shipped with the package */
export function definePaper<Data>(
  specification: Omit<Paper<Data>, 'template' | 'rows'> & { template: URL; rows?: Paper<Data>['rows'] },
): Paper<Data> {
  const { name, data, template, rows } = specification;
  return { name, data, template: readFileSync(template, 'utf8'), rows: rows ?? (() => 1) };
}
