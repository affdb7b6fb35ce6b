import { accessSync, constants } from 'node:fs';
import os from 'node:os';

/** Throws, with what to do, when this user may not write here. Nothing newer than Node 20. */
export function assertWritable(root, what) {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new Error(
      `${what}, and ${os.userInfo().username} may not write in ${root}. Let its owner run npm start once (others can then start it with JINGZHUN_DATA set to a folder of their own), or work in a copy of your own: git clone ${root}`,
    );
  }
}
