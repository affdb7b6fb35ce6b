import type pg from 'pg';
import { ASSEMBLY_BASES, GROUP_BASES, type Basis } from '../roll/basis.js';
import { rollInForce, type RollInForce } from '../roll/roll-in-force.js';
import type { RecordMeetingRequest } from './meeting.dto.js';
import { EligibleNotOfRoll, MeetingDoesNotFit, MorePresentThanRoll, NoRollInForce } from './meeting.errors.js';

/**
 * Who may come is not for the record of the meeting to say: the roll of its day says it.
 *
 * @throws MeetingDoesNotFit, NoRollInForce, EligibleNotOfRoll, MorePresentThanRoll
 */
export async function assertWithinRoll(client: pg.ClientBase, request: RecordMeetingRequest): Promise<RollInForce> {
  const { kind, basis, villageCode, groupName, heldOn, eligible, present } = request;
  const bases: readonly Basis[] = kind === 'group' ? GROUP_BASES : ASSEMBLY_BASES;
  if (!bases.includes(basis)) throw new MeetingDoesNotFit('basis', '/basis');
  const roll = await rollInForce(client, { villageCode, groupName, bases: [basis], on: heldOn });
  if (!roll) throw new NoRollInForce(basis, heldOn);
  if (eligible !== undefined && eligible !== roll.count) throw new EligibleNotOfRoll(eligible, roll);
  if (present > roll.count) throw new MorePresentThanRoll(present, roll);
  return roll;
}
