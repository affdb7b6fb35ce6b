import { z } from 'zod';

/** How far a person has come within one interaction; travels sealed in the form. */
export const SignInStep = z.object({
  uid: z.string(),
  accountId: z.string(),
  /** A code of the authenticator app was right. */
  codeProved: z.boolean(),
  /** Secret offered for enrolment. */
  secret: z.string().optional(),
});
export type SignInStep = z.infer<typeof SignInStep>;

export const STEP_PURPOSE = 'sign-in-step';
export const STEP_LIFETIME_MS = 10 * 60_000;
