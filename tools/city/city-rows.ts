import type { CentiMu, CentiSquareMetre } from '@jingzhun/domain/area';
import type { HouseSafety } from '@jingzhun/domain/dangerous-house';
import type { DisabilityType } from '@jingzhun/domain/disability';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import type { EducationLevel } from '@jingzhun/domain/education';
import type { Ethnicity } from '@jingzhun/domain/ethnicity';
import type { FuelType } from '@jingzhun/domain/fuel-type';
import type { HealthStatus } from '@jingzhun/domain/health-status';
import type { HouseholdCategory } from '@jingzhun/domain/household-category';
import type { LabourAbility } from '@jingzhun/domain/labour-ability';
import type { Fen } from '@jingzhun/domain/money';
import type { NetIncome, YearlyIncome } from '@jingzhun/domain/net-income';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { PoliticalStatus } from '@jingzhun/domain/political-status';
import type { PovertyCause } from '@jingzhun/domain/poverty-cause';
import type { RelationToHead } from '@jingzhun/domain/relation-to-head';
import type { RoadType } from '@jingzhun/domain/road-type';
import type { SchoolStatus } from '@jingzhun/domain/school-status';
import type { Sex } from '@jingzhun/domain/sex';
import type { WorkPlace } from '@jingzhun/domain/work-place';

/** One household as the register of the city has it. */
export interface CityHousehold {
  ordinal: number;
  number: string;
  county: string;
  township: string;
  village: string;
  villageCode: DivisionCode;
  groupName: string;
  category: HouseholdCategory;
  mainCause: PovertyCause;
  secondaryCauses: PovertyCause[];
  registeredOn: PlainDate;
  /** As written in the sheet; absent where nobody has a telephone. */
  phone?: string;
  bankName: string;
  bankAccount: string;
  income: CityIncome;
  living: CityLiving;
  /** Head first. */
  members: CityMember[];
}

export interface CityIncome extends YearlyIncome, NetIncome {
  year: number;
  assetDividend: Fen;
}

export interface CityLiving {
  cultivated: CentiMu;
  forest: CentiMu;
  returnedForest: CentiMu;
  orchard: CentiMu;
  pasture: CentiMu;
  water: CentiMu;
  housing: CentiSquareMetre;
  safety: HouseSafety;
  mainRoadMetres: number;
  road: RoadType;
  fuel: FuelType;
  safeWater: boolean;
  toilet: boolean;
  productionPower: boolean;
  domesticPower: boolean;
  broadcast: boolean;
  cooperative: boolean;
  leadEnterprise: boolean;
  pathfinder: boolean;
}

export interface CityMember {
  number: string;
  name: string;
  sex: Sex;
  birthDate: PlainDate;
  idNumber18: string;
  /** As written in the sheet: 18 characters, an old 15-digit number, or a disability certificate of 20 or 22. */
  idNumberGiven: string;
  relation: RelationToHead;
  ethnicity: Ethnicity;
  education?: EducationLevel;
  school?: SchoolStatus;
  health: HealthStatus[];
  disabilityType?: DisabilityType;
  labour: LabourAbility;
  workPlace?: WorkPlace;
  workMonths: number;
  welfarePost?: string;
  welfareMonths: number;
  political: PoliticalStatus;
  mandarin: boolean;
  livingAllowance: boolean;
  fiveGuarantee: boolean;
  residentMedical: boolean;
  employeeMedical: boolean;
  criticalIllness: boolean;
  commercialMedical: boolean;
  residentPension: boolean;
  medicalAid: boolean;
}
