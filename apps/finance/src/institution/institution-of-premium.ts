import type { EntityManager } from '@mikro-orm/postgresql';
import { run } from '@jingzhun/persistence';
import { PremiumSchemes } from '../claim/claim-kinds.js';
import type { PayableAccount } from '../payment/payable-causes.js';
import { InstitutionMissing } from './institution.errors.js';

type Scheme = Parameters<typeof PremiumSchemes.get>[0];

/** Who insured on the day a premium fell due is paid, whoever insures now. @returns by claim. @throws InstitutionMissing */
export async function institutionsOfPremiums(em: EntityManager, claimIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await run<{ id: string; scheme: Scheme; institution: string | null }>(
    em,
    `select c.id, c.subject ->> 'scheme' as scheme, v.institution_id as institution from claim c
       left join payee_institution_scheme s on s.scheme = c.subject ->> 'scheme' and s.valid @> c.due_on
       left join payee_institution_version v on v.id = s.version_id
     where c.id = any($1::uuid[])`,
    [claimIds],
  );
  const missing = rows.filter(({ institution }) => institution === null);
  if (missing.length > 0)
    throw new InstitutionMissing(
      [...new Set(missing.map(({ scheme }) => scheme))].map((scheme) => PremiumSchemes.get(scheme)),
      missing.length,
    );
  return new Map(rows.map(({ id, institution }) => [id, institution as string]));
}

/** What is owed to an institution has an account of its own: it is compared with what the institution has received. */
export async function accountsOfInstitutions(
  em: EntityManager,
  causeType: string,
  causeIds: readonly string[],
  above: string,
): Promise<ReadonlyMap<string, PayableAccount>> {
  const rows = await run<{ id: string; code: string; name: string }>(
    em,
    `select p.cause_id as id, i.credit_code as code, v.name from payment p join payee_institution i on i.id = p.institution_id
       join payee_institution_version v on v.institution_id = i.id and v.state = 'confirmed'
     where p.cause_type = $1 and p.cause_id = any($2::uuid[])`,
    [causeType, causeIds],
  );
  return new Map(
    rows.map(({ id, code, name }) => [
      id,
      { code: `${above}/${code.toLowerCase()}`, nameZh: `应付代缴保费：${name}`, nameEn: `premiums payable: ${name}` },
    ]),
  );
}
