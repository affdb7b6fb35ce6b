/** Requests and answers of every department's HTTP interface, generated from their OpenAPI documents. */
export type * as identification from './identification/types.generated.js';
export type * as industry from './industry/types.generated.js';
export type * as finance from './finance/types.generated.js';
export type * as relocation from './relocation/types.generated.js';
export type * as medical from './medical/types.generated.js';
export type * as accountability from './accountability/types.generated.js';
export type * as gateway from './gateway/types.generated.js';
