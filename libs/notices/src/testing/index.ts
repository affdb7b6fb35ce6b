export { StatusLimit } from '../public/public-limits.js';
