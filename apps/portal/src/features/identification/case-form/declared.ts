/** What a household states about the seven vetoes and four strict reviews, in the order of the paper form. */
export const declaredKeys = [
  'realEstate',
  'vehicle',
  'business',
  'longAbsent',
  'studyAbroad',
  'villageCommittee',
  'payroll',
  'commercialPension',
  'resettlement',
] as const;
