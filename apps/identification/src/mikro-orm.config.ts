import type { DatabaseDefinition } from '@jingzhun/persistence';
import { entities } from './entities.js';
import { Migration20261128003000_NoOpenObjectionIsPassedOver } from './migrations/Migration20261128003000_NoOpenObjectionIsPassedOver.js';
import { Migration20261128003100_MatchesAreWithdrawn } from './migrations/Migration20261128003100_MatchesAreWithdrawn.js';
import { Migration20261128003200_WhoTypedIsAMaker } from './migrations/Migration20261128003200_WhoTypedIsAMaker.js';
import { Migration20261128003300_TheNextRankTakesThePlace } from './migrations/Migration20261128003300_TheNextRankTakesThePlace.js';
import { Migration20261201080000_CreateDivision } from './migrations/Migration20261201080000_CreateDivision.js';
import { Migration20261201080050_CreateServiceTables } from './migrations/Migration20261201080050_CreateServiceTables.js';
import { Migration20261201080100_CreateHousehold } from './migrations/Migration20261201080100_CreateHousehold.js';
import { Migration20261201080200_CreateCorrection } from './migrations/Migration20261201080200_CreateCorrection.js';
import { Migration20261201080300_CreateFinding } from './migrations/Migration20261201080300_CreateFinding.js';
import { Migration20261201080400_CreateImport } from './migrations/Migration20261201080400_CreateImport.js';
import { Migration20261201080500_LetImportsAnalyze } from './migrations/Migration20261201080500_LetImportsAnalyze.js';
import { Migration20261203100000_CarryImportsByJobs } from './migrations/Migration20261203100000_CarryImportsByJobs.js';
import { Migration20261203100100_RememberIndexKey } from './migrations/Migration20261203100100_RememberIndexKey.js';
import { Migration20261203100200_MarksOutliveIndexKeys } from './migrations/Migration20261203100200_MarksOutliveIndexKeys.js';
import { Migration20261203110000_FindMembersByPerson } from './migrations/Migration20261203110000_FindMembersByPerson.js';
import { Migration20261204100000_CreateEvidence } from './migrations/Migration20261204100000_CreateEvidence.js';
import { Migration20261204110000_CreateNotice } from './migrations/Migration20261204110000_CreateNotice.js';
import { Migration20261204120000_CreateRegisterImport } from './migrations/Migration20261204120000_CreateRegisterImport.js';
import { Migration20261204120100_CreateScreening } from './migrations/Migration20261204120100_CreateScreening.js';
import { Migration20261204120200_WhoDecidesNext } from './migrations/Migration20261204120200_WhoDecidesNext.js';
import { Migration20261204130000_CreateApplication } from './migrations/Migration20261204130000_CreateApplication.js';
import { Migration20261204130050_CreateApplicationEvent } from './migrations/Migration20261204130050_CreateApplicationEvent.js';
import { Migration20261204130100_CreateMeetingAndSample } from './migrations/Migration20261204130100_CreateMeetingAndSample.js';
import { Migration20261204130200_CreateRegisteredFile } from './migrations/Migration20261204130200_CreateRegisteredFile.js';
import { Migration20261204130300_CreateTakeOver } from './migrations/Migration20261204130300_CreateTakeOver.js';
import { Migration20261204130400_ObjectionsThatComeLate } from './migrations/Migration20261204130400_ObjectionsThatComeLate.js';
import { Migration20261204140000_CreateBaselineSurvey } from './migrations/Migration20261204140000_CreateBaselineSurvey.js';
import { Migration20261204140100_LinkSurveyToApplication } from './migrations/Migration20261204140100_LinkSurveyToApplication.js';
import { Migration20261127130000_OfficesOfSteps } from './migrations/Migration20261127130000_OfficesOfSteps.js';
import { Migration20261127130100_MeetingsKeepTheirHistory } from './migrations/Migration20261127130100_MeetingsKeepTheirHistory.js';
import { Migration20261127130200_SamplesOfTheOwnArea } from './migrations/Migration20261127130200_SamplesOfTheOwnArea.js';
import { Migration20261204150000_WhoCorrectedMeetings } from './migrations/Migration20261204150000_WhoCorrectedMeetings.js';
import { Migration20261204160000_WhoObjectedIsForgotten } from './migrations/Migration20261204160000_WhoObjectedIsForgotten.js';
import { Migration20261127160000_SealApplicants } from './migrations/Migration20261127160000_SealApplicants.js';
import { Migration20261127160100_ObjectionsCountedByNotice } from './migrations/Migration20261127160100_ObjectionsCountedByNotice.js';
import { Migration20261127160200_FindEarlierAttempts } from './migrations/Migration20261127160200_FindEarlierAttempts.js';
import { Migration20261127160300_MarksOfKnownPersons } from './migrations/Migration20261127160300_MarksOfKnownPersons.js';
import { Migration20261127210000_SealMatchedNames } from './migrations/Migration20261127210000_SealMatchedNames.js';
import { Migration20261127210100_CreateReminders } from './migrations/Migration20261127210100_CreateReminders.js';
import { Migration20261127231000_LooksCountedByReceipt } from './migrations/Migration20261127231000_LooksCountedByReceipt.js';
import { Migration20261127231100_HiddenFactsForgetNames } from './migrations/Migration20261127231100_HiddenFactsForgetNames.js';
import { Migration20261127235000_NoticesPostedTogether } from './migrations/Migration20261127235000_NoticesPostedTogether.js';
import { Migration20261128004000_CorrectWhatElseIsRegistered } from './migrations/Migration20261128004000_CorrectWhatElseIsRegistered.js';
import { Migration20261128010400_WithdrawnMatchesAreForgotten } from './migrations/Migration20261128010400_WithdrawnMatchesAreForgotten.js';
import { Migration20261128030000_AcceptedObjectionsAreCounted } from './migrations/Migration20261128030000_AcceptedObjectionsAreCounted.js';
import { Migration20261128030100_RollsOfVoters } from './migrations/Migration20261128030100_RollsOfVoters.js';

/** One definition for the service, its migrator and its tests. */
export const definition: DatabaseDefinition = {
  department: 'identification',
  entities,
  migrations: [
    Migration20261201080000_CreateDivision,
    Migration20261201080050_CreateServiceTables,
    Migration20261201080100_CreateHousehold,
    Migration20261201080200_CreateCorrection,
    Migration20261201080300_CreateFinding,
    Migration20261201080400_CreateImport,
    Migration20261201080500_LetImportsAnalyze,
    Migration20261203100000_CarryImportsByJobs,
    Migration20261203100100_RememberIndexKey,
    Migration20261203100200_MarksOutliveIndexKeys,
    Migration20261203110000_FindMembersByPerson,
    Migration20261204100000_CreateEvidence,
    Migration20261204110000_CreateNotice,
    Migration20261204120000_CreateRegisterImport,
    Migration20261204120100_CreateScreening,
    Migration20261204120200_WhoDecidesNext,
    Migration20261204130000_CreateApplication,
    Migration20261204130050_CreateApplicationEvent,
    Migration20261204130100_CreateMeetingAndSample,
    Migration20261204130200_CreateRegisteredFile,
    Migration20261204130300_CreateTakeOver,
    Migration20261204130400_ObjectionsThatComeLate,
    Migration20261204140000_CreateBaselineSurvey,
    Migration20261204140100_LinkSurveyToApplication,
    Migration20261204150000_WhoCorrectedMeetings,
    Migration20261127130000_OfficesOfSteps,
    Migration20261127130100_MeetingsKeepTheirHistory,
    Migration20261127130200_SamplesOfTheOwnArea,
    Migration20261204160000_WhoObjectedIsForgotten,
    Migration20261127160000_SealApplicants,
    Migration20261127160100_ObjectionsCountedByNotice,
    Migration20261127160200_FindEarlierAttempts,
    Migration20261127160300_MarksOfKnownPersons,
    Migration20261127210000_SealMatchedNames,
    Migration20261127210100_CreateReminders,
    Migration20261127231000_LooksCountedByReceipt,
    Migration20261127231100_HiddenFactsForgetNames,
    Migration20261127235000_NoticesPostedTogether,
    Migration20261128003000_NoOpenObjectionIsPassedOver,
    Migration20261128003100_MatchesAreWithdrawn,
    Migration20261128003200_WhoTypedIsAMaker,
    Migration20261128003300_TheNextRankTakesThePlace,
    Migration20261128004000_CorrectWhatElseIsRegistered,
    Migration20261128010400_WithdrawnMatchesAreForgotten,
    Migration20261128030000_AcceptedObjectionsAreCounted,
    Migration20261128030100_RollsOfVoters,
  ],
};
