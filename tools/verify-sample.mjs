// Draws a published sample again: node tools/verify-sample.mjs sample.json   (GET …/api/identification/v1/public/samples/<id>)
// Needs nothing but Node. Ends with 0 when seed, commitment, list and choice fit together.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sha256 = (data) => createHash('sha256').update(data).digest('hex');

/** @returns what does not fit; empty: the sample was drawn as it says */
export function faultsOf({ seed, commitment, percent, listed, chosen, listDigest, cases }) {
  if (!seed) return ['not drawn yet: there is no seed'];
  const ids = cases.map(({ applicationId }) => applicationId);
  const digest = sha256(
    [...ids]
      .sort()
      .map((id) => `${id}\n`)
      .join(''),
  );
  const size = Math.min(ids.length, Math.ceil((ids.length * percent) / 100));
  const order = [...ids].sort((a, b) => (sha256(`${seed}\n${digest}\n${a}`) < sha256(`${seed}\n${digest}\n${b}`) ? -1 : 1));
  const faults = [];
  if (sha256(Buffer.from(seed, 'hex')) !== commitment) faults.push('the seed is not the one that was committed to');
  if (digest !== listDigest || new Set(ids).size !== listed) faults.push('the list is not the one that was drawn from');
  if (size !== chosen) faults.push(`${chosen} households were taken, ${size} are ${percent} % of ${ids.length}`);
  for (const { applicationId, rank, chosen: taken } of cases) {
    const at = order.indexOf(applicationId) + 1;
    if (rank !== at || taken !== at <= size)
      faults.push(`${applicationId} has rank ${at}, not ${rank}${taken === at <= size ? '' : ', and the wrong choice'}`);
  }
  return faults;
}

if (process.argv[1] === import.meta.filename) {
  const [file] = process.argv.slice(2);
  if (!file) {
    console.error('usage: node tools/verify-sample.mjs sample.json');
    process.exit(2);
  }
  const sample = JSON.parse(readFileSync(file, 'utf8'));
  const faults = faultsOf(sample);
  for (const fault of faults) console.error(fault);
  if (faults.length === 0)
    console.log(
      `fits: ${sample.chosen} of ${sample.listed} households, drawn from ${sample.listDigest.slice(0, 12)}… by ${sample.seed.slice(0, 12)}…`,
    );
  process.exit(faults.length === 0 ? 0 : 1);
}
