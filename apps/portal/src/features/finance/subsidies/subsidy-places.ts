/** Addresses hold opaque ids only. */
export const subsidiesPlace = '/finance/subsidies';
export const subsidyPlace = (id: string): string => `${subsidiesPlace}/${id}`;
export const newSubsidyPlace = `${subsidiesPlace}/new`;
export const roundPlace = `${subsidiesPlace}/round`;
export const projectsPlace = `${subsidiesPlace}/projects`;
export const togetherPlace = (step: 'check' | 'approve' | 'withdraw'): string => `${subsidiesPlace}/together/${step}`;
export const financeNoticePlace = (id: string): string => `/finance/notices/${id}`;
export const batchesPlace = '/finance/payment-batches';
export const batchPlace = (id: string): string => `${batchesPlace}/${id}`;
