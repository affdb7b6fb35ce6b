import type { InjectionToken, ModuleMetadata } from '@nestjs/common';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Handle } from '@jingzhun/persistence';
import type { DeadlineSource } from './deadline-source.js';

/** How places are called on a day; the department's own divisions or its copy of them answer. */
export interface PlaceNames {
  of(handle: Handle, places: readonly DivisionCode[], on: PlainDate): Promise<ReadonlyMap<DivisionCode, readonly string[]>>;
}

export interface ReminderOptions {
  readonly sources: readonly DeadlineSource[];
  readonly imports?: ModuleMetadata['imports'];
  /** Provider that implements `PlaceNames`. */
  readonly places: InjectionToken;
}

export const REMINDER_SOURCES = Symbol('deadline sources');
export const REMINDER_PLACES = Symbol('place names of reminders');
