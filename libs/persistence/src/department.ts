/** The six departments and the gateway: each one process, one database, one name in subjects, paths and variables. */
export const DEPARTMENTS = ['identification', 'industry', 'finance', 'relocation', 'medical', 'accountability', 'gateway'] as const;
export type Department = (typeof DEPARTMENTS)[number];

/** `JINGZHUN_FINANCE_PORT` and the like: every process reads variables that carry its own name, so that all can share one process. */
export const variableOf = (department: Department, name: string): string => `JINGZHUN_${department.toUpperCase()}_${name}`;
