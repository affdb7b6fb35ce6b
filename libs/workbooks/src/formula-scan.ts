/** The reader takes this much at once; pieces of any other size it would copy together again and again. */
const PIECE = 1024 * 1024;
/** Bytes kept from one chunk to the next: a cell's opening tag and its formula stand close together. */
const OVERLAP = 1024;
const LETTER_A = 65;

/** Finds the cells with a formula in the XML of a sheet while it passes by. */
export class FormulaScan {
  private readonly cells = new Set<number>();
  private rest: Buffer = Buffer.alloc(0);
  /** A formula stands in a cell that does not say where it is. */
  withoutAddress = false;

  isFormula(row: number, at: number): boolean {
    return this.cells.has(row * 16_384 + at);
  }

  /** False for a sheet that was cut off: the library takes what there is, and rows would be missing without a word. */
  get isComplete(): boolean {
    return /<\/(\w+:)?worksheet\s*>\s*$/.test(this.rest.toString('latin1'));
  }

  async *watching(source: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
    let tag: Buffer | undefined;
    let cell: Buffer | undefined;
    for await (const chunk of inPieces(source)) {
      const window = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
      if (!tag || !cell) {
        const prefix = /<(\w+:)?worksheet[\s>]/.exec(window.toString('latin1', 0, 4096))?.[1] ?? '';
        tag = Buffer.from(`<${prefix}f`);
        cell = Buffer.from(`<${prefix}c `);
      }
      this.scan(window, tag, cell, this.rest.length);
      this.rest = window.subarray(Math.max(0, window.length - OVERLAP));
      yield chunk;
    }
  }

  private scan(window: Buffer, tag: Buffer, cell: Buffer, seen: number): void {
    // a tag that ended in the part seen before was counted then
    let at = window.indexOf(tag, Math.max(0, seen - tag.length));
    while (at >= 0) {
      const after = window[at + tag.length];
      if (after === 0x3e || after === 0x20 || after === 0x2f || after === undefined) this.add(window, window.lastIndexOf(cell, at), at);
      at = window.indexOf(tag, at + tag.length);
    }
  }

  private add(window: Buffer, from: number, to: number): void {
    const address = from < 0 ? null : /\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']/.exec(window.toString('latin1', from, to));
    if (!address) {
      this.withoutAddress = true;
      return;
    }
    const column = [...(address[1] as string)].reduce((so, letter) => so * 26 + letter.charCodeAt(0) - LETTER_A + 1, 0) - 1;
    this.cells.add(Number(address[2]) * 16_384 + column);
  }
}

async function* inPieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < PIECE) continue;
    const all = Buffer.concat(waiting, length);
    yield all.subarray(0, PIECE);
    waiting = [all.subarray(PIECE)];
    length -= PIECE;
  }
  if (length > 0) yield Buffer.concat(waiting, length);
}
