import { Readable } from 'node:stream';
import sharp, { type Sharp } from 'sharp';
import type { CleanContent } from './content-source.js';
import { PictureTooManyPixels, PictureUnreadable } from './content.errors.js';
import { exifDate } from './exif-date.js';

const QUALITY = 90;

const WRITE = {
  'image/jpeg': (image: Sharp) => image.jpeg({ quality: QUALITY }),
  'image/png': (image: Sharp) => image.png(),
  'image/webp': (image: Sharp) => image.webp({ quality: QUALITY }),
} satisfies Record<string, (image: Sharp) => Sharp>;
export type PictureType = keyof typeof WRITE;

/**
 * Draws the picture anew: only what is seen is kept, turned the right way up. Place, camera, thumbnail, and whatever was hidden
 * before, behind or inside the picture stay behind.
 * @throws PictureUnreadable, PictureTooManyPixels
 */
export async function cleanPicture(bytes: Buffer, contentType: PictureType, mostPixels: number): Promise<CleanContent> {
  const { width, height, exif, format } = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw new PictureUnreadable();
    });
  if (`image/${format}` !== contentType) throw new PictureUnreadable();
  if (width * height > mostPixels) throw new PictureTooManyPixels(mostPixels);
  const image = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' }).autoOrient().toColourspace('srgb');
  const drawn = await WRITE[contentType](image)
    .toBuffer()
    .catch(() => {
      throw new PictureUnreadable();
    });
  return { contentType, capturedOn: (exif && exifDate(exif)) ?? null, content: Readable.from([drawn]) };
}
