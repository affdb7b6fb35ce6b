import {
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type StreamConfig,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import { deadLetterStreamOf, deadLetterSubjects, streamOf, streamSubject, type EventOwner } from '@jingzhun/events/naming';

export interface StreamLimits {
  /** Bytes the department's events may take. A full stream pushes back into the outbox; it never drops the oldest. */
  maxBytes: number;
  /** Bytes its dead letters may take. */
  deadLetterMaxBytes: number;
  /** How long the broker remembers message ids. Longer than the relay's longest retry; behind it stands the inbox. */
  duplicateWindowMs: number;
}

const GIB = 1024 ** 3;
export const DEFAULT_STREAM_LIMITS: StreamLimits = { maxBytes: GIB, deadLetterMaxBytes: GIB / 16, duplicateWindowMs: 10 * 60_000 };

/** Thrown when the configuration would take something away from a stream that exists. */
export class StreamWouldShrink extends Error {
  constructor(
    readonly stream: string,
    readonly setting: string,
    existing: unknown,
    wanted: unknown,
  ) {
    super(
      `数据流 ${stream} 的 ${setting} 现为 ${String(existing)}，配置要改为 ${String(wanted)}，会丢失历史：请恢复原值，或由管理员另行处理。` +
        ` Stream ${stream}: ${setting} is ${String(existing)} and the configuration wants ${String(wanted)}, which would lose history.` +
        ' Restore the setting, or change the stream by hand after a backup.',
    );
    this.name = 'StreamWouldShrink';
  }
}

type OwnConfig = Pick<
  StreamConfig,
  'name' | 'subjects' | 'storage' | 'retention' | 'discard' | 'max_bytes' | 'max_age' | 'duplicate_window' | 'deny_purge'
>;

/** What a department keeps on the broker: its events, with history and without end, and its dead letters. */
export function streamConfigs(department: EventOwner, limits: StreamLimits): OwnConfig[] {
  const common = { storage: StorageType.File, retention: RetentionPolicy.Limits, discard: DiscardPolicy.New, max_age: 0 };
  const duplicate_window = nanos(limits.duplicateWindowMs);
  return [
    // deny_delete stays off: erasing a person needs it (docs/adr/0012), the broker's permissions keep services from it
    {
      ...common,
      name: streamOf(department),
      subjects: [streamSubject(department)],
      max_bytes: limits.maxBytes,
      duplicate_window,
      deny_purge: true,
    },
    {
      ...common,
      name: deadLetterStreamOf(department),
      subjects: [deadLetterSubjects(department)],
      max_bytes: limits.deadLetterMaxBytes,
      duplicate_window,
      deny_purge: true,
    },
  ];
}

/**
 * Makes the stream as wanted: adds it, or lets it grow. Run at every start.
 *
 * @throws StreamWouldShrink naming the setting
 */
export async function declareStream(jsm: JetStreamManager, wanted: OwnConfig): Promise<void> {
  const existing = await configOf(jsm, wanted.name);
  if (!existing) {
    await jsm.streams.add(wanted);
    return;
  }
  refuseToShrink(existing, wanted);
  const differs = (Object.keys(wanted) as (keyof OwnConfig)[]).some((key) => JSON.stringify(existing[key]) !== JSON.stringify(wanted[key]));
  if (differs) await jsm.streams.update(wanted.name, wanted);
}

async function configOf(jsm: JetStreamManager, name: string): Promise<StreamConfig | undefined> {
  try {
    return (await jsm.streams.info(name)).config;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound) return undefined;
    throw error;
  }
}

function refuseToShrink(existing: StreamConfig, wanted: OwnConfig): void {
  const refuse = (setting: keyof OwnConfig): never => {
    throw new StreamWouldShrink(wanted.name, setting, existing[setting], wanted[setting]);
  };
  for (const setting of ['storage', 'retention', 'discard'] as const) if (existing[setting] !== wanted[setting]) refuse(setting);
  for (const setting of ['max_bytes', 'max_age'] as const) if (shrinks(existing[setting], wanted[setting])) refuse(setting);
  if (existing.subjects.some((subject) => !wanted.subjects.includes(subject))) refuse('subjects');
}

/** 0 and -1 mean "no limit". */
const shrinks = (existing: number, wanted: number): boolean => wanted > 0 && (existing <= 0 || wanted < existing);
