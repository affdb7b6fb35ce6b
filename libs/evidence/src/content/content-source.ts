import type { Readable } from 'node:stream';

/** Bytes that are read where they lie: an upload before it is stored. */
export interface ContentSource {
  readonly size: number;
  /** Up to `length` bytes from `position`; fewer only at the end. */
  read(position: number, length: number): Promise<Buffer>;
  stream(): Readable;
}

/** Content ready to be stored: what does not belong there is gone. */
export interface CleanContent {
  contentType: string;
  /** Day the content itself names, `YYYY-MM-DD`, unchecked. */
  capturedOn: string | null;
  content: Readable;
}
