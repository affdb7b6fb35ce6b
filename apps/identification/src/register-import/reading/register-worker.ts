import { serveReading } from '../../import/checking/reading-port.js';
import { readRegister } from './read-register.js';
import type { RegisterOrder, RegisterReport } from './register-protocol.js';

await serveReading<RegisterOrder, RegisterReport>(readRegister);
