/** By which a version of a household's history is found as the work of a case. */
export const sourceOfCase = (applicationId: string): string => `七步法 ${applicationId}`;
