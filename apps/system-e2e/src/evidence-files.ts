import { pictureWithPlace, recordingWithPlace } from '@jingzhun/evidence/testing';

/** What a phone would send; both carry a place that must not survive. */
export const photo = async (name: string) => ({ name: `${name}.jpg`, mimeType: 'image/jpeg', buffer: await pictureWithPlace() });
export const video = (name: string) => ({ name: `${name}.mp4`, mimeType: 'video/mp4', buffer: recordingWithPlace() });
