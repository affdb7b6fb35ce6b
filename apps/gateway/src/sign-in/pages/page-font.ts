import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler } from 'express';

const FOLDER = path.dirname(fileURLToPath(import.meta.resolve('@fontsource/noto-sans-sc/400.css')));
const SERVED = /^\/(400\.css|files\/noto-sans-sc-[a-z0-9-]+-400-normal\.woff2?)$/;

/** Where our pages find a Chinese font on a machine that has none; browsers fetch only the parts they need, and only then. */
export const FONT_ADDRESS = '/auth/fonts/400.css';

export function pageFont(): RequestHandler {
  const serve = express.static(FOLDER, { index: false, redirect: false, maxAge: '30d' });
  return (request, response, next) => {
    if (SERVED.test(request.path)) serve(request, response, next);
    else next();
  };
}
