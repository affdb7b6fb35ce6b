import { HouseSafeties } from '@jingzhun/domain/dangerous-house';
import { DisabilityGrades, DisabilityTypes } from '@jingzhun/domain/disability';
import { DrinkingWaters } from '@jingzhun/domain/drinking-water';
import { EducationLevels } from '@jingzhun/domain/education';
import { Ethnicities } from '@jingzhun/domain/ethnicity';
import { FuelTypes } from '@jingzhun/domain/fuel-type';
import { HealthStatuses } from '@jingzhun/domain/health-status';
import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { HouseholdStatuses } from '@jingzhun/domain/household-status';
import { HousingStructures } from '@jingzhun/domain/housing-structure';
import { IdentificationStandards } from '@jingzhun/domain/identification-standard';
import { LabourAbilities } from '@jingzhun/domain/labour-ability';
import { PoliticalStatuses } from '@jingzhun/domain/political-status';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { RelationsToHead } from '@jingzhun/domain/relation-to-head';
import { RoadTypes } from '@jingzhun/domain/road-type';
import { SchoolStatuses } from '@jingzhun/domain/school-status';
import { Sexes } from '@jingzhun/domain/sex';
import { WorkPlaces } from '@jingzhun/domain/work-place';
import type { CodeList } from '@jingzhun/domain/code-list';
import { codeText } from '../../../i18n/code-text.js';
import { formatHundredths, formatYuan } from '../../../i18n/format.js';
import type { Language } from '../../../i18n/language.js';
import type { Say } from '../../../i18n/messages.js';
import { householdFieldMessages, type HouseholdField } from './household-fields.messages.js';

type AnyList = Pick<CodeList<string>, 'entries'> & { text: (code: never, language?: Language) => string };

const lists: Readonly<Partial<Record<HouseholdField, AnyList>>> = {
  status: HouseholdStatuses,
  category: HouseholdCategories,
  mainCause: PovertyCauses,
  secondaryCauses: PovertyCauses,
  standard: IdentificationStandards,
  sex: Sexes,
  ethnicity: Ethnicities,
  relation: RelationsToHead,
  roadType: RoadTypes,
  houseSafety: HouseSafeties,
  structure: HousingStructures,
  fuel: FuelTypes,
  drinkingWater: DrinkingWaters,
  education: EducationLevels,
  school: SchoolStatuses,
  health: HealthStatuses,
  disabilityType: DisabilityTypes,
  disabilityGrade: DisabilityGrades,
  labour: LabourAbilities,
  workPlace: WorkPlaces,
  political: PoliticalStatuses,
};

const units: Readonly<Partial<Record<HouseholdField, 'metre' | 'months' | 'yearOf'>>> = {
  mainRoadMetres: 'metre',
  workMonths: 'months',
  welfareMonths: 'months',
  builtYear: 'yearOf',
  disabilityYear: 'yearOf',
};

/** Record key → field with a name: `cultivatedCentiMu` → cultivated, `items.pensionFen` → pension, `members.<id>.relation` → relation. */
export function fieldOf(key: string): HouseholdField | undefined {
  const last = key.split(/[./]/).filter(Boolean).at(-1) ?? key;
  if (/(^|\.)items\.(livingAllowance|fiveGuarantee)Fen$/.test(key)) return `${last.replace('Fen', '')}Income` as HouseholdField;
  const plain = last.replace(/(Fen|CentiMu|CentiSquareMetre|Masked)$/, '');
  return plain in householdFieldMessages.zh ? (plain as HouseholdField) : undefined;
}

/** A recorded value in words, with its unit. */
export function valueInWords(key: string, value: unknown, t: Say<HouseholdField>, language: Language): string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (Array.isArray(value)) return value.map((part) => valueInWords(key, part, t, language)).join('、') || '—';
  const field = fieldOf(key);
  if (typeof value === 'number') {
    if (key.endsWith('Fen')) return t('yuan', { value: formatYuan(value) });
    if (key.endsWith('CentiMu')) return t('mu', { value: formatHundredths(value) });
    if (key.endsWith('CentiSquareMetre')) return t('squareMetre', { value: formatHundredths(value) });
    const unit = field ? units[field] : undefined;
    return unit ? t(unit, { value }) : String(value);
  }
  const list = field ? lists[field] : undefined;
  return typeof value === 'string' ? (list ? codeText(list as CodeList<string>, value, language) : value) : JSON.stringify(value);
}
