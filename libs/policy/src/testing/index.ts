import type { Principal } from '@jingzhun/auth';
import type { PolicyParameter } from '../parameters/policy-parameter.js';
import type { PolicyService } from '../store/policy.service.js';
import type { StoredParameter } from '../store/parameter-rows.js';

/** A value that counts at once: recorded by one, confirmed by another. */
export async function agreePolicy(
  policies: PolicyService,
  given: PolicyParameter,
  reason: string,
  [recorder, confirmer]: readonly [Principal, Principal],
): Promise<StoredParameter> {
  const { id } = await policies.record(given, reason, recorder);
  return policies.decide(id, 'confirmed', null, confirmer);
}

interface Posts {
  post(path: string, body?: object): PromiseLike<{ status: number; body: { id?: string } }>;
}

/** The same through the routes. */
export async function agreePolicyOverHttp(recorder: Posts, confirmer: Posts, value: object): Promise<void> {
  const recorded = await recorder.post('/policies', value);
  const confirmed = await confirmer.post(`/policies/${recorded.body.id}/confirm`);
  if (confirmed.status !== 200) throw new Error(`policy value not agreed: ${recorded.status}, ${confirmed.status}`);
}
