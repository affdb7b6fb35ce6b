import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/postgresql';
import type { IdNumber } from '@jingzhun/domain/id-number';
import type { Sex } from '@jingzhun/domain/sex';

const PersonSchema = defineEntity({
  name: 'PersonEntity',
  tableName: 'person',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    sex: p.text().$type<Sex>(),
    birthDate: p.date(),
    documentKind: p.text().$type<IdNumber['kind']>(),
    idCipher: p.blob().$type<Buffer>(),
    idIndex: p.blob().$type<Buffer>(),
    idMasked: p.text(),
    idGivenCipher: p.blob().$type<Buffer>().nullable(),
    matchKey: p.text(),
    ethnicity: p.text().nullable(),
    version: p.integer().default(1),
  },
});

/** Everything that follows from an ID number. */
export interface SealedIdentity {
  documentKind: IdNumber['kind'];
  idCipher: Buffer;
  idIndex: Buffer;
  idMasked: string;
  idGivenCipher: Buffer | null;
  matchKey: string;
}

export class PersonEntity extends PersonSchema.class {
  rename(name: string): void {
    this.name = name;
  }

  correctSex(sex: Sex): void {
    this.sex = sex;
  }

  correctBirthDate(birthDate: string): void {
    this.birthDate = birthDate;
  }

  identifyBy(identity: SealedIdentity): void {
    this.documentKind = identity.documentKind;
    this.idCipher = identity.idCipher;
    this.idIndex = identity.idIndex;
    this.idMasked = identity.idMasked;
    this.idGivenCipher = identity.idGivenCipher;
    this.matchKey = identity.matchKey;
  }

  nextVersion(): void {
    this.version += 1;
  }
}
PersonSchema.setClass(PersonEntity);

export type NewPerson = RequiredEntityData<PersonEntity>;
