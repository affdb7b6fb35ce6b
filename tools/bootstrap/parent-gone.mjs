/**
 * Calls `stop` when the script that started this process (see reexecute.mjs) dies without a word.
 *
 * @returns a function that closes the channel to that script because the work is done; it is then no longer a sign of death, and nothing keeps
 *   this process alive
 */
export function whenParentGone(stop) {
  if (!process.send) return () => {};
  process.once('disconnect', stop);
  return () => {
    process.off('disconnect', stop);
    process.disconnect();
  };
}
