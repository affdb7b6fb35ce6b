/** The department this process answers for. */
export const DEPARTMENT = Symbol('DEPARTMENT');
/** pino logger of this process. */
export const LOGGER = Symbol('LOGGER');
/** prom-client registry of this service: one each, because several services may share a process. */
export const METRICS_REGISTRY = Symbol('METRICS_REGISTRY');
/** How the service says what its database refuses. */
export const DATABASE_RULES = Symbol('DATABASE_RULES');
