export { startTestService, type TestService, type TestServiceOptions } from './start-test-service.js';
export { walkAreas, type AreaWalk } from './walk-areas.js';
export { walkRoutes, type WalkedRoute, type WalkedService } from './walk-routes.js';
export { officerOf, startCalledService, type CalledService, type Caller } from './called-service.js';
export { compareRoutes, releasedRoutes, shapeOf, type OpenApi, type RouteFinding } from './released-routes.js';
export { ServiceProcess, KilledProcesses, type Ask, type Heard } from './killed-process.js';
export { booksOf, KilledCommands, type KilledCommandsOptions } from './killed-commands.js';
export { judgeRules, keptRules, type KeptRule, type OutOfReach, type RuleFindings, type SharedCode } from './database-rules.js';
