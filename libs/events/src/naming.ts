/**
 * The only place that builds the names outsiders see on the broker: subjects, streams, durables, inboxes. They are a contract
 * (docs/integrate/events.md): a change here is a breaking change for every integrator.
 */

/** The owners of events: the six departments and the gateway. */
export const EVENT_OWNERS = ['identification', 'industry', 'finance', 'relocation', 'medical', 'accountability', 'gateway'] as const;
export type EventOwner = (typeof EVENT_OWNERS)[number];

/** A handler's name is its file's name: `project-households`. */
const HANDLER = /^[a-z]+(-[a-z]+)*$/;
const AREA = /^(\d{6})(\d{3})?(\d{3})?$/;

/** `identification.household.registered.v1`: the CloudEvents type and the part of the subject before the place. */
export const eventType = (owner: EventOwner, noun: string, verb: string, version: number): string => `${owner}.${noun}.${verb}.v${version}`;

/**
 * Subject of one message.
 *
 * @param division 12-digit division code; where there is no village its digits are `000`
 * @throws RangeError when the code does not have 12 digits
 */
export function subjectOf(type: string, division: string): string {
  if (!/^\d{12}$/.test(division)) throw new RangeError('an event needs its place as a division code of 12 digits');
  return `jz.${type}.${division.slice(0, 6)}.${division.slice(6, 9)}.${division.slice(9)}`;
}

/** Filter for one type, everywhere or below an area of 6, 9 or 12 digits. A wildcard of NATS matches whole tokens only. */
export const filterOf = (type: string, area?: string): string => `jz.${type}.${areaTokens(area)}`;

/** Everything that is published about an area, by all departments: `jz.*.*.*.*.360781.102.>`. */
export const areaFilter = (area: string): string => `jz.*.*.*.*.${areaTokens(area)}`;

function areaTokens(area: string | undefined): string {
  if (area === undefined) return '>';
  const [, county, township, village] = AREA.exec(area) ?? [];
  if (!county) throw new RangeError('an area is a division prefix of 6, 9 or 12 digits');
  if (!township) return `${county}.>`;
  return village ? `${county}.${township}.${village}` : `${county}.${township}.>`;
}

/** Reads type and place back from a subject; undefined when it is not one of ours. */
export function parseSubject(subject: string): { type: string; division: string } | undefined {
  const match = /^jz\.([a-z]+\.[a-z-]+\.[a-z-]+\.v\d+)\.(\d{6})\.(\d{3})\.(\d{3})$/.exec(subject);
  return match ? { type: match[1]!, division: `${match[2]}${match[3]}${match[4]}` } : undefined;
}

/** Stream that holds everything a department says: `jz.<owner>.>`. */
export const streamOf = (owner: EventOwner): string => `JZ_${owner.toUpperCase()}`;
export const streamSubject = (owner: EventOwner): string => `jz.${owner}.>`;

/** Stream of the messages a department could not handle, and their subjects. */
export const deadLetterStreamOf = (owner: EventOwner): string => `DLQ_${owner.toUpperCase()}`;
export const deadLetterSubjects = (owner: EventOwner): string => `dlq.${owner}.>`;
export const deadLetterSubject = (owner: EventOwner, handler: string): string => `dlq.${owner}.${checked(handler)}`;

/** Durable consumer of one handler on the owner's stream. */
export const durableOf = (department: EventOwner, handler: string): string => `${department}__${checked(handler)}`;

/** Private inbox: nobody else may subscribe to the answers this department gets. */
export const inboxPrefixOf = (department: string): string => `_INBOX_${department}`;

function checked(handler: string): string {
  if (!HANDLER.test(handler)) throw new RangeError(`a handler's name is kebab-case without digits, like its file: ${handler}`);
  return handler;
}
