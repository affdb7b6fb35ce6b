const QUALITY = 0.8;

/**
 * The picture as it is kept and sent: smaller, upright, and drawn anew, so that neither the place nor anything else the camera wrote
 * beside it comes along.
 */
export async function shrinkPhoto(file: Blob, maxEdge: number): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, maxEdge / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture cannot be drawn'))), 'image/jpeg', QUALITY);
  });
}
