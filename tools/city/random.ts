/**
 * Small seeded generator (sfc32, seeded by splitmix32). The same key gives the same numbers on every machine; one stream per
 * household makes households independent of the order in which they are asked for.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(...key: readonly number[]) {
    let state = 0x9e3779b9;
    for (const part of key) state = mix(state ^ mix((part | 0) + Math.floor(part / 0x1_0000_0000)));
    this.a = state = mix(state + 0x9e3779b9);
    this.b = state = mix(state + 0x9e3779b9);
    this.c = mix(state + 0x9e3779b9);
    for (let i = 0; i < 4; i += 1) this.uint32();
  }

  private uint32(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** In [0, 1). */
  fraction(): number {
    return this.uint32() / 0x1_0000_0000;
  }

  /** Whole number between both ends, inclusive. */
  int(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.fraction() * list.length)]!;
  }

  /** One of the values, as often as its weight says. */
  weighted<T>(table: readonly (readonly [T, number])[]): T {
    let total = 0;
    for (const [, weight] of table) total += weight;
    let at = this.fraction() * total;
    for (const [value, weight] of table) {
      at -= weight;
      if (at < 0) return value;
    }
    return table.at(-1)![0];
  }
}

function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}
