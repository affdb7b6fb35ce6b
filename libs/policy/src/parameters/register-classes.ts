import { z } from 'zod';

/** Classes an entry of each register can have, and places: what a rule of the comparison may count. Their words are in value-words. */
export const REGISTER_CLASSES = {
  realEstate: ['housing', 'shop', 'land', 'selfBuilt', 'resettlement', 'other'],
  vehicle: [
    'car',
    'minivan',
    'lightTruck',
    'heavyTruck',
    'largeFarm',
    'construction',
    'ship',
    'farmTricycle',
    'smallTractor',
    'motorcycle',
    'electricBike',
    'other',
  ],
  firm: ['legalRepresentative', 'shareholder', 'partner', 'soleTrader', 'cooperativeMember', 'familyFarm', 'other'],
  payroll: ['stateOrgan', 'institution', 'socialOrganisation', 'stateEnterprise', 'largePrivate', 'welfarePost', 'other'],
  commercialPension: ['commercial', 'residentPension', 'other'],
  studyAbroad: ['selfFunded', 'publiclyFunded', 'scholarship', 'other'],
  police: ['gambling', 'drugs', 'fighting', 'provocation', 'cult', 'other'],
  villageCommittee: ['secretary', 'head', 'deputy', 'member', 'groupLeader', 'other'],
  hukou: ['movedIn', 'split', 'marriage', 'returned', 'birth', 'other'],
} as const;

export const PLACES_OF_HOUSES = ['village', 'town', 'countySeat', 'city'] as const;

/** What of a register counts, and for how long. */
export const registerRule = <K extends keyof typeof REGISTER_CLASSES>(register: K) => {
  const classes = z.array(z.enum(REGISTER_CLASSES[register])).max(20);
  return z.strictObject({
    counted: classes,
    excepted: classes,
    /** Held: how long what was given up still counts. Changes and penalties: how far back they matter; 0 is for ever. */
    months: z.int().min(0).max(600),
    maxAgeDays: z.int().min(1).max(3650),
  });
};
