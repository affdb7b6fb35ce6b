import { messagingEntities } from '@jingzhun/messaging';
import { ApplicationEntity } from './application/case/application.entity.js';
import { ApplicationEventEntity } from './application/step/application-event.entity.js';
import { CorrectionEntity } from './correction/correction.entity.js';
import { HouseholdIncomeEntity } from './household/household-income.entity.js';
import { HouseholdEntity } from './household/household.entity.js';
import { MemberEntity } from './household/member.entity.js';
import { PersonEntity } from './household/person.entity.js';

export const entities = [
  HouseholdEntity,
  PersonEntity,
  MemberEntity,
  HouseholdIncomeEntity,
  CorrectionEntity,
  ApplicationEntity,
  ApplicationEventEntity,
  ...messagingEntities,
];
