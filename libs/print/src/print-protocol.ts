export interface PrintOrder {
  readonly template: string;
  /** JSON. */
  readonly data: string;
  /** Seconds since 1970: the same order gives the same bytes. */
  readonly createdAt: number;
}

export type PrintAnswer = { readonly pdf: Uint8Array } | { readonly problem: string };
