export { SealedCursors, type CursorValue } from '@jingzhun/vault';
