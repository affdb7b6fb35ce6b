import type { JsMsg } from '@nats-io/jetstream';
import type { Undecodable } from './decode.js';
import type { ReceivedEvent } from './received-event.js';

/** A delivered message that waits for its batch, and what it says. */
export interface Arrival {
  message: JsMsg;
  event: ReceivedEvent | Undecodable;
}

/** A delivered message that is not settled yet. */
export interface Pending {
  /** Replaced when the broker delivers it again: the newest delivery is the one to answer. */
  message: JsMsg;
  readonly event: ReceivedEvent;
  /** How often the handler failed on it. */
  attempts: number;
}
