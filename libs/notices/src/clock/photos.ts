/** Which day a photo is of, in words: for the rules of a case, which load nothing else of notices. */
export { photoWords } from './closing.rules.js';
export { proofStage } from './proof-window.rules.js';
