import { runReindex } from './key-rotation/reindex.command.js';

await runReindex();
