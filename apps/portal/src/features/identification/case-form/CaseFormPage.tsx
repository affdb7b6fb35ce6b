import { useParams, useSearchParams } from 'react-router';
import { Answer } from '../../../components/Answer.js';
import { useCase } from '../case/useCase.js';
import { entriesOf, emptyMember, nothingStored } from './draft-entries.js';
import { isHouseholdKind, HouseholdCaseForm } from './HouseholdCaseForm.js';
import { RegistrationForm } from './RegistrationForm.js';
import { useSession } from '../../../session.js';

/** A new application, a draft to go on with, or a correction of what was submitted. */
export function CaseFormPage() {
  const { id } = useParams();
  const [parameters] = useSearchParams();
  const { account } = useSession();
  const kind = parameters.get('kind') ?? '';
  const householdId = parameters.get('household') ?? '';
  if (id) return <Existing id={id} />;
  if (isHouseholdKind(kind) && householdId) return <HouseholdCaseForm kind={kind} householdId={householdId} />;
  return (
    <RegistrationForm
      record={undefined}
      entries={{
        ...(account.area.length === 12 ? { villageCode: account.area } : {}),
        members: [emptyMember('01')],
        incomes: [{}],
        secondaryCauses: [],
      }}
      stored={nothingStored}
    />
  );
}

function Existing({ id }: { readonly id: string }) {
  const query = useCase(id);
  return (
    <Answer query={query} rows={10}>
      {(record) =>
        record.kind === 'registration' ? (
          <RegistrationForm key={record.id} record={record} {...entriesOf(record)} />
        ) : (
          <HouseholdCaseForm key={record.id} kind={record.kind} householdId={record.householdId ?? ''} record={record} />
        )
      }
    </Answer>
  );
}
