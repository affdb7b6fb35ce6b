export { Certainties, Certainty } from './certainty.js';
export { loadPack } from './pack/load-pack.js';
export { PolicyPack } from './pack/policy-pack.js';
export { POLICY_KEYS, PolicyKey, type PolicyValue } from './parameters/policy-keys.js';
export { PolicyParameter } from './parameters/policy-parameter.js';
export { PolicySnapshot, PolicyValueMissing } from './parameters/policy-snapshot.js';
