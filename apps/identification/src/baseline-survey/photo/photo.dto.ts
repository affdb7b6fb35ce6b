import { z } from 'zod';
import { Uuid } from '@jingzhun/domain/uuid';

export const PhotosArrivedRequest = z
  .strictObject({ ids: z.array(Uuid).min(1).max(100).describe('photographs whose upload has ended') })
  .meta({ id: 'SurveyPhotosArrivedRequest' });
export type PhotosArrivedRequest = z.infer<typeof PhotosArrivedRequest>;

export const PhotoArrival = z
  .object({
    id: Uuid.describe('photograph'),
    state: z.enum(['attached', 'file-missing', 'report-missing']).describe('with its household; the file or the report has still to come'),
  })
  .meta({ id: 'SurveyPhotoArrival' });
export type PhotoArrival = z.infer<typeof PhotoArrival>;

export const PhotoArrivals = z.object({ items: z.array(PhotoArrival) }).meta({ id: 'SurveyPhotoArrivals' });
export type PhotoArrivals = z.infer<typeof PhotoArrivals>;
