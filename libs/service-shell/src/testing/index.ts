export { startTestService, type TestService, type TestServiceOptions } from './start-test-service.js';
export { walkRoutes, type WalkedRoute } from './walk-routes.js';
export { officerOf, startCalledService, type CalledService, type Caller } from './called-service.js';
