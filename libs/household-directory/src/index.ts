export { DirectoryModule } from './directory.module.js';
export { directoryTables } from './directory-tables.js';
export { DivisionNames, DivisionNamesModule } from './lookup/division-names.js';
export { DirectoryQueries } from './lookup/directory.queries.js';
export { DirectoryHouseholdNotFound } from './directory.errors.js';
export { type DirectoryDivision, type DirectoryHousehold, type DirectoryHit, type DirectoryRow } from './directory.dto.js';
