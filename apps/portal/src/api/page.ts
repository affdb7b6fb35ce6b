/** What every list answers. Cursors are opaque and sealed by the server. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total?: number;
}
