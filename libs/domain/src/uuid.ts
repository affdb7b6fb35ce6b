import { z } from 'zod';

/** An RFC 9562 identifier. Made by a service (version 7), never by hand. */
export const Uuid = z.uuid().brand<'Uuid'>();
export type Uuid = z.infer<typeof Uuid>;

export const HouseholdId = Uuid.brand<'HouseholdId'>();
export type HouseholdId = z.infer<typeof HouseholdId>;

export const PersonId = Uuid.brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;

export const AccountId = Uuid.brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;
