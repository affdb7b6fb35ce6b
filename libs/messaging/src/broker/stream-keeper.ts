import { Inject, Injectable, Logger } from '@nestjs/common';
import { BrokerConnection, type Broker } from './connection.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options.js';
import { pause } from '../pause.js';
import { declareStream, streamConfigs, StreamWouldShrink } from './streams.js';

const RETRY_MS = 2_000;

/**
 * Keeps the department's two streams declared: at start, and after every reconnection, since the broker may have come back
 * without its files. A setting that would shrink a stream is refused: the stream stays as it is, and the health page names it.
 */
@Injectable()
export class StreamKeeper {
  private readonly log = new Logger(StreamKeeper.name);
  problem: string | undefined = 'not declared yet';

  constructor(
    @Inject(BrokerConnection) private readonly connection: BrokerConnection,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const broker = await this.connection.ready(signal);
      if (!broker) return;
      if (await this.declare(broker)) await this.connection.lost(signal);
      else await pause(RETRY_MS, signal);
    }
  }

  /** @returns false when it should be tried again */
  async declare(broker: Broker): Promise<boolean> {
    try {
      for (const config of streamConfigs(this.options.department, this.options.streams)) await declareStream(broker.jsm, config);
      this.problem = undefined;
      return true;
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.problem) this.log.error(message);
      this.problem = message;
      return error instanceof StreamWouldShrink;
    }
  }
}
