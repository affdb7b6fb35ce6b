import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import type { RelationToHead } from '@jingzhun/domain/relation-to-head';
import { Uuid } from '@jingzhun/domain/uuid';
import { Clock, run } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import type { MemberFacts } from '../../household/member-facts.js';
import type { ApplicantPerson, ApplicantSubject } from '../../screening/applicant-subject.js';
import type { ApplicationEntity } from '../case/application.entity.js';
import { ApplicationContent } from '../content/application-content.js';
import { numbersOf } from '../content/content.rules.js';
import { SealedContent } from '../content/sealed-content.js';

/** Who is to be screened: the persons of the application, or the members of the household it is about. */
@Injectable()
export class ApplicantSubjects {
  constructor(
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SealedContent) private readonly contents: SealedContent,
  ) {}

  async of(em: EntityManager, application: ApplicationEntity): Promise<ApplicantSubject> {
    const content = ApplicationContent.parse(this.contents.open(application.id, application.contentCipher));
    const common = {
      applicationId: Uuid.parse(application.id),
      villageCode: DivisionCode.parse(application.villageCode),
      contentDigest: application.judgedDigest,
    };
    if (content.kind !== 'registration') {
      const householdId = Uuid.parse(application.householdId);
      return { ...common, householdId, persons: await membersOf(em, householdId), declared: {} };
    }
    const numbers = numbersOf(content, plainDateInShanghai(this.clock.now()));
    const persons = content.members.flatMap(({ name, relation, facts }, position): ApplicantPerson[] => {
      const number = numbers[position];
      if (!number) return [];
      const idIndex = this.vault.index.of('idNumber', number.idNumber18);
      return [{ position, name, idIndex, birthDate: number.birthDate, relation, facts }];
    });
    return { ...common, householdId: null, persons, declared: content.declared };
  }
}

async function membersOf(em: EntityManager, householdId: string): Promise<ApplicantPerson[]> {
  const rows = await run<{ name: string; idIndex: string; birthDate: PlainDate; relation: RelationToHead; facts: MemberFacts }>(
    em,
    `select p.name, encode(p.id_index, 'hex') as "idIndex", p.birth_date::text as "birthDate", m.relation, m.facts
     from member m join person p on p.id = m.person_id where m.household_id = $1::uuid and m.valid_to is null order by m.relation, p.id`,
    [householdId],
  );
  return rows.map((row, position) => ({ ...row, position, idIndex: Buffer.from(row.idIndex, 'hex') }));
}
