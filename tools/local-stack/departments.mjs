/** The six departments; the gateway runs beside them with a database of its own. */
export const DEPARTMENTS = ['identification', 'industry', 'finance', 'relocation', 'medical', 'accountability'];

/** Everything that has a process, a database and variables of its own. The gateway comes last: it fronts the others. */
export const PROCESSES = [...DEPARTMENTS, 'gateway'];

/** `JINGZHUN_FINANCE_PORT` and the like. */
export const variableOf = (department, name) => `JINGZHUN_${department.toUpperCase()}_${name}`;

export const databaseOf = (department) => `jz_${department}`;
