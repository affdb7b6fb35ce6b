import pg from 'pg';

/** A statement during which the connection dies: before it is sent, or after it, when nobody knows whether the server has done it. */
export interface Fault {
  statement: RegExp;
  when: 'before' | 'after';
  /** How many fitting statements pass unharmed. */
  skip: number;
}

/**
 * Kills connections of the service's own role between statements, as a cable, a restart or `kill -9` of a backend would. Everything
 * else on the machine goes on: what is tested is what the database holds afterwards.
 */
export class BrokenConnections {
  private fault: Fault | undefined;
  private readonly query = pg.Client.prototype.query;
  /** Faults that have struck. */
  struck = 0;

  constructor(role: string) {
    const { query } = this;
    const strikes = (client: pg.Client, text: string): Fault['when'] | undefined => this.strikes(client, text);
    pg.Client.prototype.query = function broken(
      this: pg.Client & { user?: string; connection?: { stream: { destroy(): void } } },
      ...args: never[]
    ) {
      const first = args[0] as unknown as string | { text?: string };
      const text = typeof first === 'string' ? first : (first?.text ?? '');
      const when = this.user === role ? strikes(this, text) : undefined;
      const cut = (): void => void this.connection?.stream.destroy();
      if (when === 'before') cut();
      const answer = (query as (...given: never[]) => unknown).apply(this, args);
      if (when === 'after') setImmediate(cut);
      return answer as never;
    };
  }

  arm(fault: Fault): void {
    this.fault = { ...fault };
  }

  disarm(): void {
    this.fault = undefined;
  }

  restore(): void {
    pg.Client.prototype.query = this.query;
  }

  private strikes(_client: pg.Client, text: string): Fault['when'] | undefined {
    const { fault } = this;
    if (!fault?.statement.test(text)) return undefined;
    if (fault.skip > 0) {
      fault.skip -= 1;
      return undefined;
    }
    this.fault = undefined;
    this.struck += 1;
    return fault.when;
  }
}
