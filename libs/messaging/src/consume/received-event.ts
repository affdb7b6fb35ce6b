import type { DataOf, EventDefinition } from '@jingzhun/events/define-event';

/** An event as handlers get it: checked against its contract. */
export interface ReceivedEvent<Data = unknown> {
  readonly id: string;
  readonly type: string;
  readonly definition: EventDefinition;
  readonly data: Data;
  /** 12-digit division code. */
  readonly division: string;
  /** The record it is about. */
  readonly orderingKey: string;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly correlationId: string;
  readonly causationId: string | undefined;
  readonly traceparent: string | undefined;
  /** `user:<account id>`, `system:<job>` or `unknown`. */
  readonly actor: string;
}

/** Narrows the data to what the contract says. */
export const isEvent = <Definition extends EventDefinition>(
  event: ReceivedEvent,
  definition: Definition,
): event is ReceivedEvent<DataOf<Definition>> => event.type === definition.type;
