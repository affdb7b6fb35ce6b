import type { Page } from '../page.js';
import { ask, command, commandForFile, get } from '../request.js';
import type { ShownChange } from './corrections.js';
import type { Finding } from './findings.js';

const base = '/api/identification/v1';

export interface HouseholdRow {
  readonly id: string;
  readonly number: string;
  readonly villageCode: string;
  readonly groupName: string | null;
  readonly headName: string;
  readonly memberCount: number;
  readonly category: string;
  readonly status: string;
  readonly mainCause: string | null;
  readonly netIncomePerPersonFen: number | null;
  readonly registeredOn: string | null;
  readonly registeredElsewhere: boolean;
  readonly version: number;
  readonly openFindings: number;
  readonly pendingCorrections: number;
}

export interface FoundHousehold extends HouseholdRow {
  readonly matchedPerson?: string | null;
}

export type HouseholdSort = 'village' | 'number' | 'members' | 'income';

export interface HouseholdFilter {
  readonly area?: string | undefined;
  readonly category?: string | undefined;
  readonly status?: string | undefined;
  readonly mainCause?: string | undefined;
  readonly sort?: HouseholdSort | undefined;
}

export interface SearchTerms {
  readonly name?: string;
  readonly idNumber?: string;
  readonly phone?: string;
  readonly bankAccount?: string;
  readonly area?: string;
}

export interface Member {
  readonly personId: string;
  readonly name: string;
  readonly sex: string;
  readonly birthDate: string | null;
  readonly age: number | null;
  readonly idNumberMasked: string | null;
  readonly idNumberConverted: boolean;
  readonly relation: string;
  readonly isHead: boolean;
  readonly validFrom: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Income {
  readonly year: number;
  readonly revision: number;
  readonly wageFen: number;
  readonly businessFen: number;
  readonly propertyFen: number;
  readonly transferFen: number;
  readonly businessExpenseFen: number;
  readonly items: Readonly<Record<string, number>>;
  readonly netFen: number;
  readonly netPerPersonFen: number;
  readonly recordedAt: string;
}

export interface Household extends HouseholdRow {
  readonly secondaryCauses: readonly string[];
  readonly standard: string | null;
  readonly sourceDocument: string | null;
  readonly address: string | null;
  readonly phoneMasked: string | null;
  readonly bankName: string | null;
  readonly bankAccountMasked: string | null;
  readonly living: Readonly<Record<string, unknown>>;
  readonly members: readonly Member[];
  readonly incomes: readonly Income[];
  readonly findings: readonly HouseholdFinding[];
  readonly corrections: readonly WaitingCorrection[];
}

export type HouseholdFinding = Pick<Finding, 'id' | 'rule' | 'severity' | 'personId' | 'title' | 'reasons' | 'next'>;

export interface WaitingCorrection {
  readonly id: string;
  readonly kind: string;
  readonly proposedByName: string;
  readonly proposedAt: string;
  readonly reason: string;
}

/** "As it was on that day" and "as we knew it then"; both optional. */
export interface AsOf {
  readonly validOn?: string | undefined;
  readonly knownOn?: string | undefined;
}

export interface TimelineEntry {
  readonly version: number;
  readonly change: string;
  readonly validFrom: string;
  readonly recordedAt: string;
  readonly accountName: string | null;
  readonly reason: string | null;
  readonly sourceDocument: string | null;
  readonly fields: readonly ShownChange[];
}

export type RevealField = 'idNumber' | 'bankAccount' | 'phone';

export interface ContactChange {
  readonly phone?: string;
  readonly address?: string;
  readonly reason: string;
  readonly validFrom?: string;
}

export const listHouseholds = (filter: HouseholdFilter, cursor: string | undefined, limit: number, signal?: AbortSignal) =>
  get<Page<HouseholdRow>>(`${base}/households`, { ...filter, cursor, limit }, signal);

export const searchHouseholds = (terms: SearchTerms) => ask<Page<FoundHousehold>>(`${base}/households/search`, terms);

export const readHousehold = (id: string, asOf: AsOf, signal?: AbortSignal) =>
  get<Household>(`${base}/households/${id}`, { ...asOf }, signal);

export const readTimeline = (id: string, signal?: AbortSignal) =>
  get<{ items: readonly TimelineEntry[] }>(`${base}/households/${id}/timeline`, {}, signal);

export const reveal = (id: string, field: RevealField, purpose: string, personId: string | undefined) =>
  ask<{ value: string }>(`${base}/households/${id}/reveal`, { field, purpose, ...(personId ? { personId } : {}) });

export const correctContact = (id: string, change: ContactChange, version: number, idempotencyKey: string) =>
  command<Household>('POST', `${base}/households/${id}/contact`, { body: change, idempotencyKey, ifMatch: version });

export interface ExportOrder {
  readonly list: 'households' | 'members' | 'corrections' | 'findings' | 'cases' | 'notices' | 'objections' | 'duplicates';
  readonly filters: Readonly<Record<string, string>>;
  readonly format: 'xlsx' | 'csv';
  readonly columns?: readonly string[];
  readonly reason: string;
}

export const exportList = (order: ExportOrder, idempotencyKey: string) =>
  commandForFile(`${base}/exports`, { body: order, idempotencyKey });
