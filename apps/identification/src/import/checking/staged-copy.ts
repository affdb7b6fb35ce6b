import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';

interface OpenCopy {
  readonly stage: string;
  readonly into: CopyStreamQuery;
  readonly end: Promise<void>;
  readonly lines: Readable;
}

/** Temporary tables of one transaction, filled by COPY with lines as they come, one table after the other. */
export class StagedCopy {
  private copy: OpenCopy | undefined;

  constructor(
    private readonly client: pg.PoolClient,
    private readonly stages: Readonly<Record<string, Readonly<Record<string, string>>>>,
  ) {}

  async create(): Promise<void> {
    for (const [name, columns] of Object.entries(this.stages)) {
      const list = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
      await this.client.query(`create temporary table ${name} (${list.join(', ')}) on commit drop`);
    }
  }

  async take(stage: string, content: Uint8Array): Promise<void> {
    if (this.copy?.stage !== stage) {
      await this.finish();
      this.copy = this.begin(stage);
    }
    const { into, lines, end } = this.copy;
    lines.push(Buffer.from(content));
    if (into.writableNeedDrain) await Promise.race([new Promise((resolve) => into.once('drain', resolve)), end]);
  }

  async finish(): Promise<void> {
    this.copy?.lines.push(null);
    await this.copy?.end;
    this.copy = undefined;
  }

  private begin(stage: string): OpenCopy {
    const columns = Object.keys(this.stages[stage] ?? {});
    const into = this.client.query(copyFrom(`copy ${stage} (${columns.join(', ')}) from stdin`));
    const lines = new Readable({ read: () => undefined });
    const end = pipeline(lines, into);
    // reported where it is awaited
    end.catch(() => undefined);
    return { stage, into, end, lines };
  }
}
