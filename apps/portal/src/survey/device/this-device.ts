import { SurveyDatabase } from './database.js';
import { derivePinKeyInWorker } from './pin-key-in-worker.js';
import { Vault } from './vault.js';

/** The one database and vault of this browser. */
export const database = new SurveyDatabase();
export const vault = new Vault(database, derivePinKeyInWorker);
