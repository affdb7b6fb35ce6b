import type { Benchmark } from './main.js';
import { interleave, ratios } from './interleave.js';
import { writeCityWorkbook } from './import/city-files.js';
import { ImportHarness } from './import/import-harness.js';
import { resultOf } from './result.js';

/** Share of the city: the ratio does not depend on it, the time of the run does. */
const SHARE = 0.5;

const wholeImport: Benchmark = {
  name: 'Import: whole, write path, unchanged file',
  async run({ rounds, folder }) {
    const harness = await ImportHarness.start(folder);
    try {
      const file = await writeCityWorkbook(folder, harness.villagesOn('2014-12-01'), SHARE);
      await harness.takeOver(file);
      await harness.saveTables();
      await harness.keepStaging(file);
      const copy = 'COPY of ready CSV into the same tables';
      const timings = await interleave(
        [
          { name: copy, prepare: () => harness.empty(), run: () => harness.loadTables() },
          { name: 'import', prepare: () => harness.empty(), run: () => harness.takeOver(file) },
          { name: 'release', prepare: () => harness.restoreStaging(), run: () => harness.releaseStaged() },
        ],
        rounds,
      );
      await harness.empty();
      await harness.takeOver(file);
      const unchanged = await harness.reimport(file, rounds);
      return [
        resultOf('import: workbook → checked, released, events', copy, ratios(timings, copy, 'import'), 0.25),
        resultOf('import: write path (release of what waits)', copy, ratios(timings, copy, 'release'), 0.6),
        resultOf('import: unchanged file, comparing step', 'blind upsert of persons, memberships and households', unchanged.ratios, 8),
        resultOf(
          'import: unchanged file, rows of the register and events written',
          'none (1 = none)',
          [1 / (1 + unchanged.rowsWritten)],
          1,
          'share',
        ),
        resultOf(
          'import: unchanged file, write-ahead log',
          'limit of 1 MB',
          [1_000_000 / Math.max(1, unchanged.walBytes)],
          1,
          'limit ÷ used',
        ),
      ];
    } finally {
      await harness.stop();
    }
  },
};
export default wholeImport;
