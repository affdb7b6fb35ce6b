/** Token of the place where extracts lie on their way: encrypted from the first byte, deleted once read. */
export const REGISTER_FILES = Symbol('REGISTER_FILES');
