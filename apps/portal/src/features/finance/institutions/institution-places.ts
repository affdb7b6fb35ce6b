export const institutionsPlace = '/finance/payee-institutions';
