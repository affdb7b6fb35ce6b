/** Addresses hold opaque ids only. */
export const noticesPlace = (department: string): string => `/${department}/notices`;
export const noticePlace = (department: string, id: string): string => `/${department}/notices/${id}`;
export const publicNoticePlace = (department: string, id: string): string => `/public/${department}/notices/${id}`;

/** Where the record a notice is about has a screen of its own. */
export const subjectPlace = (department: string, { type, id }: { readonly type: string; readonly id: string }): string | undefined =>
  department === 'identification' && type === 'application'
    ? `/identification/cases/${id}`
    : department === 'finance' && type === 'subsidy-application'
      ? `/finance/subsidies/${id}`
      : undefined;
