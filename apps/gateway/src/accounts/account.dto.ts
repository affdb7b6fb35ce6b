import { z } from 'zod';
import { ROLES } from '@jingzhun/auth';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { AccountId } from '@jingzhun/domain/uuid';
import { DEPARTMENTS } from '@jingzhun/persistence';
import { LANGUAGES, type AccountEntity } from './account.entity.js';

const UserName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{2,39}$/)
  .describe('3 to 40 small letters, digits, dot, underscore or hyphen; unique in the whole system');
const Name = z.string().trim().min(1).max(60).describe('name of the person');
const Roles = z
  .array(z.enum(ROLES))
  .min(1)
  .transform((roles) => [...new Set(roles)])
  .describe('administrators and auditors hold exactly one role');
const Area = DivisionPrefix.describe('division prefix: county (6 digits), township (9), village (12)');
const Bank = z
  .string()
  .regex(/^[a-z]{2,20}$/)
  .describe('code of the lender bank: of a bank clerk, and of nobody else');
const Password = z.string().min(1).max(256);

export const CreateAccountRequest = z
  .strictObject({
    userName: UserName,
    name: Name,
    department: z.enum(DEPARTMENTS),
    roles: Roles,
    area: Area,
    bank: Bank.optional(),
    password: Password.optional().describe('first password, to be changed at the first sign-in; absent: one is made and shown once'),
  })
  .meta({ id: 'CreateAccountRequest' });
export type CreateAccountRequest = z.infer<typeof CreateAccountRequest>;

export const ChangeAccountRequest = z
  .strictObject({ name: Name.optional(), roles: Roles.optional(), area: Area.optional(), bank: Bank.nullable().optional() })
  .meta({ id: 'ChangeAccountRequest' });
export type ChangeAccountRequest = z.infer<typeof ChangeAccountRequest>;

export const ListAccountsRequest = z.object({
  status: z.enum(['enabled', 'disabled']).optional(),
  department: z.enum(DEPARTMENTS).optional().describe('for the county platform, which sees the administrators of all departments'),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type ListAccountsRequest = z.infer<typeof ListAccountsRequest>;

export const ChangePasswordRequest = z
  .strictObject({ presentPassword: Password.describe('the password used until now'), password: Password.describe('the new one') })
  .meta({ id: 'ChangePasswordRequest' });
export type ChangePasswordRequest = z.infer<typeof ChangePasswordRequest>;

export const ChooseLanguageRequest = z
  .strictObject({ language: z.enum(LANGUAGES).describe('language of screens, on every device of this account') })
  .meta({ id: 'ChooseLanguageRequest' });

export const ConfirmTotpRequest = z
  .strictObject({
    enrolment: z.string().max(2_000).describe('as answered by the start'),
    code: z.string().max(10).describe('6 digits of the app'),
  })
  .meta({ id: 'ConfirmTotpRequest' });
export type ConfirmTotpRequest = z.infer<typeof ConfirmTotpRequest>;

export const AccountResponse = z
  .object({
    id: AccountId,
    userName: z.string(),
    name: z.string(),
    department: z.enum(DEPARTMENTS),
    roles: z.array(z.enum(ROLES)),
    area: DivisionPrefix,
    bank: z.string().nullable().describe('of a bank clerk'),
    status: z.enum(['enabled', 'disabled']),
    mustChangePassword: z.boolean(),
    secondFactor: z.boolean().describe('an authenticator app is enrolled'),
    demo: z.boolean().describe('account of the demonstration'),
    lastSignInAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
    version: z.number().int(),
  })
  .meta({ id: 'Account' });
export type AccountResponse = z.infer<typeof AccountResponse>;

export const AccountListResponse = z
  .object({ items: z.array(AccountResponse), nextCursor: z.string().nullable() })
  .meta({ id: 'AccountList' });

export const AccountWithPasswordResponse = AccountResponse.extend({
  oneTimePassword: z.string().nullable().describe('shown this once; null when the administrator chose it'),
}).meta({ id: 'AccountWithPassword' });
export type AccountWithPasswordResponse = z.infer<typeof AccountWithPasswordResponse>;

export const TotpEnrolmentResponse = z
  .object({ enrolment: z.string(), secret: z.string().describe('base32, to type in'), picture: z.string().describe('SVG to scan') })
  .meta({ id: 'TotpEnrolment' });

export const SurveyDecidersQuery = z.strictObject({ area: DivisionPrefix.describe('area of the survey') });
export type SurveyDecidersQuery = z.infer<typeof SurveyDecidersQuery>;

export const SurveyDeciders = z
  .object({
    items: z.array(
      z.object({
        id: AccountId,
        name: z.string().describe('name of the person'),
        roles: z.array(z.enum(ROLES)),
        area: DivisionPrefix,
        enabled: z.boolean().describe('false: has left; shown where the account was named before'),
      }),
    ),
  })
  .meta({ id: 'SurveyDeciders' });
export type SurveyDeciders = z.infer<typeof SurveyDeciders>;

export function toAccountResponse(account: AccountEntity): AccountResponse {
  return {
    id: account.id,
    userName: account.userName,
    name: account.name,
    department: account.department,
    roles: account.roles,
    area: account.area,
    bank: account.bank ?? null,
    status: account.status,
    mustChangePassword: account.mustChangePassword,
    secondFactor: account.totpCipher !== null,
    demo: account.demo,
    lastSignInAt: account.lastSignInAt?.toISOString() ?? null,
    createdAt: account.createdAt.toISOString(),
    changedAt: account.changedAt.toISOString(),
    version: account.version,
  };
}
