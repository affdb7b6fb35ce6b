export { forgeriesOf, type Forgery } from './forgeries.js';
export { claimsOf, makeIssuer, serveIssuer, TEST_ISSUER, type ServedIssuer, type TestIssuer, type TokenParts } from './issuer.js';
export { principalLike } from './principal.factory.js';
