/** What other offices pay themselves, in the words of every page that shows it. */
export const outsideKindWords = {
  zh: {
    dangerousHouse: '危房改造补助',
    livingAllowance: '低保金',
    fiveGuarantee: '特困供养金',
    temporaryRelief: '临时救助',
    educationGrant: '雨露计划补助',
    disabilityLiving: '困难残疾人生活补贴',
    disabilityCare: '重度残疾人护理补贴',
    ecological: '生态补偿金',
  },
  en: {
    dangerousHouse: 'Subsidy for a dangerous house',
    livingAllowance: 'Minimum living allowance',
    fiveGuarantee: 'Five-guarantee allowance',
    temporaryRelief: 'Temporary relief',
    educationGrant: 'Yulu education grant',
    disabilityLiving: 'Living allowance of a disabled person',
    disabilityCare: 'Care allowance of a severely disabled person',
    ecological: 'Ecological compensation',
  },
} as const;
