import { randomUUID } from 'node:crypto';
import type { CalledService } from './called-service.js';
import { KilledProcesses, type Ask, type Heard } from './killed-process.js';

export interface KilledCommandsOptions {
  /** Every how many statements a process is killed: 1 is before each of them. */
  every: number;
  /** Everything that a command may write, as a text: two readings are equal or something was written in between. */
  books: () => Promise<string>;
  /** What has to hold after every kill, whole or nothing. */
  agree?: (name: string) => Promise<void>;
}

/** Commands whose process is killed before the statements that are due, until each is done; it happened once. */
export class KilledCommands extends KilledProcesses {
  kills = 0;
  /** Statements of the commands, the answer of each included. */
  statements = 0;
  // where the next kill falls, counted on from command to command, so that every tenth statement is taken whatever the commands are
  private until: number;

  constructor(
    service: CalledService,
    private readonly options: KilledCommandsOptions,
  ) {
    super(service);
    this.until = 1 + (20160615 % options.every);
  }

  /** @returns the answer, or undefined when the process was killed after everything was written */
  async take(name: string, ask: Omit<Ask, 'key'>): Promise<unknown> {
    const { books, agree, every } = this.options;
    const key = randomUUID();
    const before = await books();
    let after: string | undefined;
    for (;;) {
      const heard = await this.ask({ ...ask, key }, this.until);
      const now = await books();
      // whatever a killed process left is the whole or nothing, and asking again adds nothing to the whole
      if (after !== undefined) expect([name, this.until, now]).toEqual([name, this.until, after]);
      else if (now !== before) after = now;
      await agree?.(name);
      if (heard) {
        expect([name, heard.status < 300 || isDone(heard), heard.text]).toEqual([name, true, heard.text]);
        expect([name, after]).not.toEqual([name, undefined]);
        this.statements += heard.statements;
        this.until = Math.max(1, this.until - heard.statements);
        return heard.status < 300 ? (JSON.parse(heard.text || 'null') as unknown) : undefined;
      }
      this.kills += 1;
      this.until += every;
      // a command whose process died is given up after a minute
      this.service.clock.advance(120_000);
    }
  }
}

const isDone = ({ status, text }: Heard): boolean => status === 409 && text.includes('command.already-done');

/** What the tables hold whose names fit, without the columns that the clock changes by itself. */
export async function booksOf(service: CalledService, tables: RegExp, without: readonly string[] = []): Promise<string> {
  const names = await service.look<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name ~ $1 order by 1`,
    [tables.source],
  );
  const sums = names.map(
    ({ name }) =>
      `select '${name} ' || count(*) || ' ' || coalesce(sum(hashtextextended((to_jsonb(t) - $1::text[])::text, 0)), 0) as line from ${name} t`,
  );
  return (await service.look<{ line: string }>(sums.join(' union all '), [without])).map(({ line }) => line).join('\n');
}
