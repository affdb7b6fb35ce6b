/**
 * Every advisory lock of a department's database, by what is done under it. The one home of their numbers: two things under one
 * number starve each other without a word. A new lock is a new line here; ESLint refuses a number or a hash written elsewhere.
 */
export const ADVISORY_LOCKS = {
  /** Two migrators of one database. */
  migrations: 7_360_781,
  /** Which instance relays and consumes. */
  messagingLeader: 7_360_782,
  /** Processes that start together load the county's divisions. */
  divisions: 7_360_783,
  /** Processes that start together bring in the pack's parameters. */
  policyPack: 7_360_784,
  /** Which instance links the audit log into its chain. */
  auditChain: 7_360_785,
  /** Two gateways making or retiring a signing key. */
  signingKeys: 7_360_786,
  /** Two imports entering the register: they would register one household twice. */
  importRelease: 7_360_787,
  /** Two processes making or retiring the key that seals notices. */
  sealKeys: 7_360_788,
  /** Posting shares it, closing a month takes it alone. */
  ledger: 7_360_789,
  /** Two draws of samples: every case stands in one list. */
  sampleDraw: 7_360_790,
  /** Judgements by the vetoes: one made from less must not overtake another. */
  screening: 7_360_791,
  /** Extracts of registers are matched one after the other. */
  registerMatching: 7_360_792,
  /** Which instance goes through the day of the notices. */
  noticeSweep: 7_360_793,
  /** Which instance goes through the day of the loans. */
  loanAssessment: 7_360_794,
  /** Which instance goes through the day of the deadlines. */
  reminders: 7_360_795,
  /** Two claims for interest subsidy: a loan is granted once a quarter. */
  interestClaims: 7_360_796,
  /** Two approvals for one household: whether their benefits overlap is seen by the second. */
  benefitOverlaps: 7_360_797,
  /** Two lists of other offices: a benefit is told once. */
  outsideLists: 7_360_820,
  /** Two rounds of reward subsidies: what one scheme has granted counts in the other. */
  subsidyRounds: 7_360_860,
  /** Two joint lists: a project stands in one list of a bank. */
  loanLists: 7_360_821,
  /** A list and the department tell one project: the second sees what the first has told. */
  acceptedProjects: 7_360_823,
  /** Two applications for parcels that are called alike: the second is asked whether it is the same. */
  parcelNames: 7_360_824,
  /** What was cut and set off of interest subsidies adds up: taken when a transaction ends, held by one at a time. */
  interestSums: 7_360_822,
} as const;
