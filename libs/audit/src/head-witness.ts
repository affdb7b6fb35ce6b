import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { ChainHead } from './link-rows.js';

const StoredHead = z.object({ seq: z.int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/) });

/**
 * The end of the chain, kept outside the database: a chain alone cannot tell that its own end was cut off.
 * An auditor can also note down the head that a verification prints.
 */
export class HeadWitness {
  constructor(private readonly file: string) {}

  async keep({ seq, hash }: ChainHead): Promise<void> {
    await mkdir(dirname(this.file), { recursive: true });
    const draft = `${this.file}.draft`;
    await writeFile(draft, JSON.stringify({ seq, hash: hash.toString('hex') }));
    await rename(draft, this.file);
  }

  /** @returns undefined when no head was kept yet */
  async read(): Promise<ChainHead | undefined> {
    let text: string;
    try {
      text = await readFile(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    const { seq, hash } = StoredHead.parse(JSON.parse(text));
    return { seq, hash: Buffer.from(hash, 'hex') };
  }
}
