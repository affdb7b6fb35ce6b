import type { InjectionToken, ModuleMetadata } from '@nestjs/common';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { NoticeClosedV1 } from '@jingzhun/events/identification/notice-closed.v1';
import type { NoticePostedV1 } from '@jingzhun/events/identification/notice-posted.v1';
import type { NoticeWithdrawnV1 } from '@jingzhun/events/identification/notice-withdrawn.v1';
import type { ObjectionDecidedV1 } from '@jingzhun/events/identification/objection-decided.v1';
import type { Department, Handle } from '@jingzhun/persistence';
import type { NoticeKind } from './kinds/define-notice.js';

/** How places are called on a day: 瑞金市, 叶坪乡, 黄沙村. The department's own divisions or its copy of them answer. */
export interface PlaceNames {
  /** Names from the county down by code; a code nobody knows is left out. */
  of(handle: Handle, places: readonly DivisionCode[], on: PlainDate): Promise<ReadonlyMap<DivisionCode, readonly string[]>>;
}

/** The events of a department's notices: the same shapes under each department's name. */
export interface NoticeEvents {
  readonly posted: typeof NoticePostedV1;
  readonly closed: typeof NoticeClosedV1;
  readonly withdrawn: typeof NoticeWithdrawnV1;
  readonly objectionDecided: typeof ObjectionDecidedV1;
}

export interface NoticeOptions {
  readonly department: Department;
  /** Every kind this department posts. */
  readonly kinds: readonly NoticeKind[];
  readonly events: NoticeEvents;
}

export interface NoticeModuleOptions extends NoticeOptions {
  readonly imports?: ModuleMetadata['imports'];
  /** Provider that implements `PlaceNames`. */
  readonly places: InjectionToken;
}

export const NOTICE_OPTIONS = Symbol('notice options');
export const PLACE_NAMES = Symbol('place names');

/** @throws Error a kind that is stored but no longer defined is a fault of the release */
export function kindOf({ kinds, department }: NoticeOptions, name: string): NoticeKind {
  const kind = kinds.find((candidate) => candidate.kind === name);
  if (!kind) throw new Error(`${department} has no notices of kind ${name}: add it to NoticesModule.forRoot`);
  return kind;
}
