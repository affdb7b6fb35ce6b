import { runEraseHistory } from './erasure/erase-history.command.js';

await runEraseHistory();
